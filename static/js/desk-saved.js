// A page that comes after a save says so: what this browser kept of that story has arrived.
for (const told of document.querySelectorAll("[data-saved-story]")) {
  try {
    localStorage.removeItem(`story-${told.dataset.savedStory}`);
  } catch {
    // storage is switched off: nothing was kept
  }
}
