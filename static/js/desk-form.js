// What the scripts of the story form share: the form, its state in words, and asking the server.

export const form = document.getElementById("story-form");

/** Say in words where the text stands; read out by screen readers. */
export function say(words, isTrouble = false) {
  const state = document.getElementById("save-state");
  if (!state) return;
  state.textContent = words;
  state.classList.toggle("trouble", isTrouble);
}

/** What a browser would post, without the button that was pressed. */
export function posted() {
  return new FormData(form);
}

export class LoggedOut extends Error {}
export class Away extends Error {}

/**
 * Post to one of the form's own addresses. Throws LoggedOut where a login is asked for, Away where nobody
 * answers; any other answer is the caller's.
 */
export async function post(url, data) {
  const response = await ask(url, { method: "POST", body: data });
  if (response.status !== 403 || isForScripts(response)) return response;
  // A login in another tab has made this form's token stale: take the new one, and ask once more.
  data.set(TOKEN, await renewToken());
  return ask(url, { method: "POST", body: data });
}

const TOKEN = "csrfmiddlewaretoken";

async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, { ...options, redirect: "manual" });
  } catch {
    throw new Away();
  }
  if (response.status === 401 || response.type === "opaqueredirect") throw new LoggedOut();
  if (response.status >= 500) throw new Away();
  return response;
}

function isForScripts(response) {
  return response.headers.get("Content-Type")?.includes("json");
}

async function renewToken() {
  const page = new DOMParser().parseFromString(await (await ask(location.pathname)).text(), "text/html");
  const token = page.querySelector(`#story-form [name=${TOKEN}]`)?.value;
  if (!token) throw new LoggedOut();
  document.querySelectorAll(`[name=${TOKEN}]`).forEach((field) => (field.value = token));
  return token;
}

/** Call once, so many milliseconds after the last call. */
export function settled(act, wait) {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...args), wait);
  };
}
