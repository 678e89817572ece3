// The keys of the story form; `?` outside a field, or the button, shows the sheet.
import { form } from "./desk-form.js";
import { insert, wrap } from "./desk-picker.js";

const sheet = document.getElementById("shortcuts");
const SENDS = ["_publish", "_update", "_approve_publish", "_approve_update", "_approve", "_submit"];

function press(...names) {
  const button = names.map((name) => form.elements[name]).find(Boolean);
  if (button) form.requestSubmit(button);
}

const KEYS = {
  "mod+s": () => press("_save"),
  "mod+enter": () => press(...SENDS),
  "mod+shift+e": () => insert("race"),
  "mod+shift+p": () => document.getElementById("preview-frame")?.scrollIntoView(),
};
const IN_TEXT = {
  "mod+b": () => wrap("**"),
  "mod+i": () => wrap("*"),
  "mod+k": () => insert("link"),
};

function nameOf(event) {
  const key = event.key.toLowerCase();
  const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
  return `${mod}${event.shiftKey && mod ? "shift+" : ""}${key}`;
}

function isWriting(target) {
  return target.matches("input, textarea, select, [contenteditable]");
}

function onKey(event) {
  const name = nameOf(event);
  const act = KEYS[name] || (event.target.id === "id_body" && IN_TEXT[name]);
  if (act) {
    event.preventDefault();
    act();
  } else if (event.key === "?" && !isWriting(event.target)) {
    event.preventDefault();
    sheet?.showModal();
  }
}

if (form) {
  document.addEventListener("keydown", onKey);
  document.querySelectorAll("[data-shows='shortcuts']").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => sheet?.showModal());
  });
  sheet?.querySelector("[data-closes]")?.addEventListener("click", () => sheet.close());
}
