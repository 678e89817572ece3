// The colours follow the system; this adds a switch that the reader's own browser remembers.
// It runs in the head, before anything is painted, so that a remembered choice never flashes.
const KEY = "theme";
const root = document.documentElement;

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is switched off: the system decides
  }
}

function remember(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // as above: the choice holds for this page
  }
}

function isDark() {
  const chosen = root.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function label(button) {
  const words = isDark() ? "Use light colours" : "Use dark colours";
  button.title = words;
  button.setAttribute("aria-label", words);
}

function addSwitch() {
  const button = document.createElement("button");
  button.type = "button";
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember(root.dataset.theme);
    label(button);
  });
  label(button);
  document.getElementById("theme")?.append(button);
}

const chosen = remembered();
if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
document.addEventListener("DOMContentLoaded", addSwitch);
