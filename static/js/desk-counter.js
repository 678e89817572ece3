// “87 of 110” after a field with a limit. The server holds the limit; this only tells of it early.

function show(field, counter) {
  const written = [...field.value].length;
  const limit = Number(field.dataset.limit);
  counter.textContent = `${written} of ${limit}`;
  counter.classList.toggle("over", written > limit);
}

function count(field) {
  const counter = document.createElement("span");
  counter.className = "counter";
  field.after(counter);
  field.addEventListener("input", () => show(field, counter));
  show(field, counter);
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-limit]").forEach(count);
});
