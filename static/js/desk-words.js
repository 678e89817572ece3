// Words and minutes follow the text; the server counts the same way when it is saved.
import { form } from "./desk-form.js";

const A_MINUTE = 230;
const body = document.getElementById("id_body");
const words = document.getElementById("word-count");
const minutes = document.getElementById("reading-time");

function count(text) {
  const prose = text.replace(/^\s*\{\{.*\}\}\s*$/gm, "").replace(/\]\([^)]*\)/g, "]");
  return (prose.match(/[\p{L}\p{N}][\p{L}\p{N}’'.:-]*/gu) || []).length;
}

function show() {
  const counted = count(body.value);
  if (words) words.textContent = counted === 1 ? "1 word" : `${counted} words`;
  if (minutes) minutes.textContent = `${Math.max(1, Math.round(counted / A_MINUTE))} min to read`;
}

if (form && body) {
  body.addEventListener("input", show);
  show();
}
