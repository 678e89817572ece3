// Says every twenty seconds that the story is open here, and shows who else has it open.
import { form, post } from "./desk-form.js";

const EVERY = 20000;
const url = form?.dataset.presenceUrl;
const shown = document.getElementById("presence");
const tab = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2);

function said(extra = {}) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  Object.entries({ tab, ...extra }).forEach(([name, value]) => data.set(name, value));
  return data;
}

function words(other) {
  const who = other.same_person ? "you, in another tab" : other.name;
  return `${who}, since ${other.since}`;
}

async function tell() {
  try {
    const answer = await (await post(url, said())).json();
    const others = answer.others.map(words).join("; ");
    shown.textContent = others ? `Also open by ${others}.` : "";
    const isStale = String(answer.version) !== form.dataset.version;
    shown.classList.toggle("trouble", isStale);
    if (isStale) shown.textContent += " It was saved since you opened it: when you save, you see both and decide.";
  } catch {
    // away or logged out: the autosave says so
  }
}

if (url && shown) {
  tell();
  setInterval(tell, EVERY);
  addEventListener("pagehide", () => navigator.sendBeacon(url, said({ leave: "1" })));
}
