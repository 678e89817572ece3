// Nothing lost: what is typed goes to the server three seconds after the last key, and into this browser when
// the server is away or has forgotten who writes. Leaving with unsaved text warns.
import { Away, LoggedOut, form, post, posted, say, settled } from "./desk-form.js";

const WAIT = 3000;
const AGAIN = 10000; // while the server is away
const SKIPPED = new Set(["csrfmiddlewaretoken", "seen_version"]);

const url = form?.dataset.autosaveUrl;
const place = `story-${form?.dataset.story}`;
let clean = form && fingerprint();
let kept = clean; // what the server or this browser holds
let leaving = false;

function fields() {
  return [...posted()].filter(([name, value]) => !SKIPPED.has(name) && typeof value === "string");
}

function fingerprint() {
  return JSON.stringify(fields());
}

function keepHere() {
  try {
    const text = { at: new Date().toISOString(), version: form.dataset.version, fields: fields() };
    localStorage.setItem(place, JSON.stringify(text));
    return true;
  } catch {
    return false; // no room, or storage is switched off
  }
}

function forgetHere() {
  try {
    localStorage.removeItem(place);
  } catch {
    // storage is switched off: nothing was kept
  }
}

function keptHere() {
  try {
    return JSON.parse(localStorage.getItem(place));
  } catch {
    return null;
  }
}

async function autosave() {
  const now = fingerprint();
  if (now === kept || leaving) return;
  try {
    const response = await post(url, posted());
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    kept = now;
    forgetHere();
    tellSaved(answer);
  } catch (trouble) {
    tellTrouble(trouble, keepHere());
    setTimeout(autosave, AGAIN);
  }
}

function tellSaved(answer) {
  say(`Kept for you at ${answer.saved_words}; not yet saved for the others.`);
  if (answer.newer) {
    say(
      `${answer.newer.by} saved version ${answer.newer.version} meanwhile. Yours is kept; when you save, you see both and decide.`,
      true,
    );
  }
}

function tellTrouble(trouble, isKept) {
  const where = isKept ? "Your text is kept in this browser." : "Copy your text: this browser cannot keep it.";
  if (trouble instanceof LoggedOut) say(`You are logged out. ${where} Log in in another tab, then go on here.`, true);
  else if (trouble instanceof Away) say(`The server does not answer. ${where} Trying again.`, true);
  else say(`Not kept on the server: ${trouble.message || "it refused the text"}. ${where}`, true);
}

/** Put the values of a kept text into the form; rows that the form has not are made first. */
function fill(values) {
  for (const [name, value] of values) {
    const total = /^(.+)-TOTAL_FORMS$/.exec(name);
    if (total) form.dispatchEvent(new CustomEvent("rows-wanted", { detail: { prefix: total[1], total: Number(value) } }));
  }
  const boxes = form.querySelectorAll("input[type=checkbox]");
  boxes.forEach((box) => (box.checked = values.some(([name, value]) => name === box.name && value === box.value)));
  for (const name of new Set(values.map(([each]) => each))) {
    setField(name, values.filter(([each]) => each === name).map(([, value]) => value));
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function setField(name, values) {
  for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (field.type === "checkbox" || name.endsWith("-INITIAL_FORMS")) continue;
    if (field.type === "radio") field.checked = values.includes(field.value);
    else if (field.multiple) [...field.options].forEach((option) => (option.selected = values.includes(option.value)));
    else [field.value] = values;
  }
}

/** After a crash or a log-out: offer what this browser kept. */
function offer() {
  const text = keptHere();
  if (!text || JSON.stringify(text.fields) === clean) return forgetHere();
  const notice = document.createElement("div");
  notice.className = "kept-here";
  notice.setAttribute("role", "region");
  notice.setAttribute("aria-label", "Text kept in this browser");
  const words = document.createElement("p");
  const when = new Date(text.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  words.textContent = `This browser kept a text of ${when} that was not saved.`;
  notice.append(words, button("Use it", () => use(text, notice)), button("Throw it away", () => drop(notice)));
  form.before(notice);
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function use(text, notice) {
  fill(text.fields);
  notice.remove();
  say("The kept text is in the form. Look at it, then save.");
}

function drop(notice) {
  forgetHere();
  notice.remove();
}

if (url) {
  offer();
  const soon = settled(autosave, WAIT);
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", (event) => {
    // Previews open elsewhere; any other button takes the text with it.
    if (event.submitter?.formTarget) return;
    keepHere(); // until the next page says that it arrived
    leaving = true;
  });
  addEventListener("beforeunload", (event) => {
    if (leaving || fingerprint() === clean) return;
    if (fingerprint() !== kept) keepHere();
    event.preventDefault();
  });
}
