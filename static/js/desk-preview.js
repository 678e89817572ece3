// The preview and the checks follow what is typed. The page is made by the server from the unsaved form, and
// shown in a frame that runs no script; two frames take turns, so that nothing flickers and the place stays.
import { form, post, posted, settled } from "./desk-form.js";

const WAIT = 700;
const frame = document.getElementById("preview-frame");
const checks = document.getElementById("checks-panel");
let asked = 0;

async function follow() {
  const turn = (asked += 1);
  await Promise.all([showPreview(turn), showChecks(turn)]).catch(() => {}); // the autosave tells of trouble
}

async function showPreview(turn) {
  if (!frame || !frame.offsetParent) return;
  const response = await post(form.dataset.previewUrl, posted());
  const page = await response.text();
  if (turn === asked) swap(page);
}

async function showChecks(turn) {
  if (!checks) return;
  const response = await post(form.dataset.checksUrl, posted());
  const fragment = await response.text();
  if (turn === asked && response.ok) {
    const made = new DOMParser().parseFromString(fragment, "text/html");
    const [summary, list] = [".checks-summary", ".checks-list"].map((part) => made.querySelector(part));
    checks.querySelector(".checks-list").replaceChildren(...list.childNodes);
    const said = checks.querySelector(".checks-summary"); // read out, and so touched only when it differs
    if (said.textContent !== summary.textContent) said.textContent = summary.textContent;
  }
}

function swap(page) {
  const shown = frame.querySelector("iframe:not([hidden])");
  const next = frame.querySelector("iframe[hidden]") || another(shown);
  next.addEventListener(
    "load",
    () => {
      next.contentWindow.scrollTo(0, shown.contentWindow?.scrollY ?? 0);
      next.hidden = false;
      shown.hidden = true;
    },
    { once: true },
  );
  next.srcdoc = page;
}

function another(shown) {
  const made = shown.cloneNode(false);
  made.hidden = true;
  made.removeAttribute("src");
  made.removeAttribute("name");
  shown.after(made);
  return made;
}

/** A message of the checks leads to its field, and to its line in the text. */
function goTo(event) {
  const link = event.target.closest("a[href^='#id_']");
  if (!link) return;
  const field = document.querySelector(link.getAttribute("href"));
  if (!field) return;
  event.preventDefault();
  field.closest("details")?.setAttribute("open", "");
  field.focus();
  const line = Number(link.dataset.line);
  if (line && field.setSelectionRange) select(field, line);
}

function select(field, line) {
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  field.scrollTop = (field.scrollHeight / lines.length) * Math.max(0, line - 4);
}

if (form?.dataset.previewUrl) {
  const soon = settled(follow, WAIT);
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  checks?.addEventListener("click", goTo);
}
