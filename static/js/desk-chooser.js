// The choosers that are found by typing get the name that stands over them: their own script gives them none.

function name(select) {
  const label = select.labels[0]?.textContent.trim();
  const box = select.nextElementSibling;
  if (!label || !box?.matches(".select2")) return;
  box.querySelector("[role=combobox]")?.setAttribute("aria-label", label);
  box.querySelector("[role=textbox]")?.setAttribute("aria-label", label);
}

function nameAll() {
  document.querySelectorAll("select.admin-autocomplete").forEach(name);
}

addEventListener("load", nameAll);
document.addEventListener("formset:added", () => setTimeout(nameAll));
