// The focal point of a picture by a click on it: the two numbers below say the same, and are enough by themselves.
const shown = document.querySelector("[data-focus]");
const fields = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`));

/** The mark and the cuts follow the numbers. */
function follow() {
  const known = fields.every((field) => field.value !== "" && field.checkValidity());
  if (!known) return;
  shown.style.setProperty("--fx", `${fields[0].value}%`);
  shown.style.setProperty("--fy", `${fields[1].value}%`);
}

function percent(position, start, length) {
  return Math.min(100, Math.max(0, Math.round(((position - start) / length) * 100)));
}

function move(event) {
  const box = event.currentTarget.getBoundingClientRect();
  fields[0].value = percent(event.clientX, box.left, box.width);
  fields[1].value = percent(event.clientY, box.top, box.height);
  follow();
}

if (shown && fields.every(Boolean)) {
  const whole = shown.querySelector(".whole");
  whole.classList.add("by-click");
  whole.addEventListener("click", move);
  shown.querySelector("[data-by-click]").hidden = false;
  shown.querySelector("[data-by-number]").hidden = true;
  fields.forEach((field) => field.addEventListener("input", follow));
  follow();
}
