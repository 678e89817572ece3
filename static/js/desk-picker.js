// Embeds and links are picked, not typed: a button above the text opens a search, and what is chosen is typed
// where the caret stood. A quote, a figure and a crosshead are begun with their words to fill in.
import { settled } from "./desk-form.js";

const STARTS = {
  crosshead: { text: "## ", block: true },
  quote: { text: '{{ quote "The words." by="Name" }}', select: "The words.", block: true },
  figure: { text: '{{ figure "0.27" "seconds between gold and silver" }}', select: "0.27", block: true },
};
const body = document.getElementById("id_body");
let dialog;
let caret = [0, 0];

/** Type at the caret; a block stands on lines of its own. Undo takes it back, as what was typed by hand. */
export function type(text, { block = false, select = "" } = {}) {
  const [start, end] = caret;
  const before = body.value.slice(0, start);
  const after = body.value.slice(end);
  const head = block && before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "";
  const tail = block && after && !after.startsWith("\n") ? "\n\n" : "";
  body.focus();
  body.setSelectionRange(start, end);
  const typed = head + text + tail;
  if (!document.execCommand("insertText", false, typed)) {
    body.setRangeText(typed, start, end, "end");
    body.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const from = select ? body.value.indexOf(select, start) : start + head.length + text.length;
  body.setSelectionRange(from, from + select.length);
}

/** Put marks around what is selected, or where nothing is, around the caret. */
export function wrap(mark) {
  const { selectionStart: start, selectionEnd: end } = body;
  caret = [start, end];
  type(mark + body.value.slice(start, end) + mark);
  if (start === end) body.setSelectionRange(start + mark.length, start + mark.length);
}

export function insert(kind) {
  caret = [body.selectionStart, body.selectionEnd];
  if (STARTS[kind]) type(STARTS[kind].text, STARTS[kind]);
  else open(kind);
}

function open(kind) {
  dialog ??= build();
  const button = document.querySelector(`[data-insert="${kind}"]`);
  dialog.dataset.url = button.dataset.pickerUrl;
  dialog.dataset.kind = kind;
  dialog.querySelector("h2").textContent = button.title || button.textContent;
  dialog.querySelector("input").value = kind === "link" ? body.value.slice(...caret).slice(0, 100) : "";
  find();
  dialog.showModal();
}

function build() {
  const made = document.createElement("dialog");
  made.className = "picker";
  made.setAttribute("aria-labelledby", "picker-title");
  made.innerHTML = `<h2 id="picker-title"></h2>
    <p><label for="picker-words">Find</label> <input type="search" id="picker-words" maxlength="100" autocomplete="off"></p>
    <div class="found" role="region" aria-live="polite" aria-label="What was found"></div>
    <p><button type="button" class="button close">Close</button></p>`;
  document.body.append(made);
  const soon = settled(find, 250);
  made.querySelector("input").addEventListener("input", soon);
  made.querySelector("input").addEventListener("keydown", take);
  made.querySelector(".close").addEventListener("click", () => made.close());
  made.addEventListener("click", choose);
  made.addEventListener("close", () => body.focus());
  return made;
}

async function find() {
  const words = dialog.querySelector("input").value;
  const url = `${dialog.dataset.url}?fragment=1&q=${encodeURIComponent(words)}`;
  const place = dialog.querySelector(".found");
  try {
    const response = await fetch(url, { redirect: "manual" });
    if (!response.ok) throw new Error();
    const fragment = new DOMParser().parseFromString(await response.text(), "text/html");
    if (words !== dialog.querySelector("input").value) return;
    fragment.querySelectorAll("button[data-type]").forEach((button) => (button.hidden = false));
    place.replaceChildren(...fragment.body.childNodes);
  } catch {
    place.textContent = "The server does not answer, or you are logged out. Your text is safe.";
  }
}

/** Enter takes the first that was found. */
function take(event) {
  if (event.key !== "Enter") return;
  event.preventDefault(); // it would be typed into the text, where the focus goes
  dialog.querySelector("button[data-type]")?.click();
}

function choose(event) {
  const button = event.target.closest("button[data-type]");
  if (!button) return;
  dialog.close();
  type(button.dataset.type, { block: dialog.dataset.kind !== "link" });
}

if (body) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (button) insert(button.dataset.insert);
  });
}
