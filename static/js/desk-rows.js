// Rows of the byline and of the races: another one by a button, their order by buttons in place of numbers.
import { form } from "./desk-form.js";

function totalOf(prefix) {
  return form.elements[`${prefix}-TOTAL_FORMS`];
}

function add(prefix) {
  const total = totalOf(prefix);
  const template = document.getElementById(`${prefix}-empty`);
  const place = form.querySelector(`[data-rows="${prefix}"]`);
  if (!total || !template || !place) return null;
  const holder = document.createElement("template");
  holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
  const row = holder.content.firstElementChild;
  place.append(row);
  total.value = Number(total.value) + 1;
  // Django's own scripts bring their fields to life when they hear of a new row.
  row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: prefix } }));
  arrange(place);
  return row;
}

function orderOf(row) {
  return row.querySelector("input[name$='-ORDER'], input[name$='-order']");
}

/** The numbers follow the rows as they stand. */
function arrange(place) {
  [...place.children].forEach((row, number) => {
    const order = orderOf(row);
    if (order) order.value = number + 1;
  });
}

function move(row, step) {
  const place = row.parentElement;
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  arrange(place);
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function mover(row, words, sign, step) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "mover";
  button.setAttribute("aria-label", words);
  button.textContent = sign;
  button.addEventListener("click", () => {
    move(row, step);
    button.focus();
  });
  return button;
}

function dress(row) {
  const order = orderOf(row);
  if (!order || row.querySelector(".mover")) return;
  const field = order.closest("[data-order]") || order.parentElement;
  field.replaceChildren(order, mover(row, "Move up", "↑", -1), mover(row, "Move down", "↓", 1));
  order.type = "hidden";
}

if (form) {
  form.querySelectorAll("[data-rows] > *").forEach(dress);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add]");
    if (!button) return;
    const row = add(button.dataset.add);
    if (!row) return;
    dress(row);
    row.querySelector("select, input:not([type=hidden])")?.focus();
  });
  form.addEventListener("rows-wanted", ({ detail }) => {
    const total = totalOf(detail.prefix);
    while (total && Number(total.value) < detail.total) dress(add(detail.prefix));
  });
}
