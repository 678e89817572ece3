// The body editor: the keyboard can leave it, and what an upload has to say is said beside it.

// Its own script types a tab character instead of moving on; we are asked before it is.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Tab" && event.target.matches(".markdownx-editor")) event.stopPropagation();
  },
  true,
);

function noticeFor(editor) {
  const found = editor.querySelector(".upload-notice");
  if (found) return found;
  const notice = document.createElement("p");
  notice.className = "upload-notice";
  notice.setAttribute("role", "status");
  editor.querySelector(".markdownx-editor").after(notice);
  return notice;
}

function describeLink(url) {
  const link = document.createElement("a");
  link.href = url;
  link.target = "_blank";
  link.textContent = "Describe it";
  return link;
}

// The event does not bubble, but it can be caught on its way down.
document.addEventListener(
  "markdownx.fileUploadEnd",
  (event) => {
    const [answer] = event.detail;
    const notice = noticeFor(event.target);
    notice.classList.toggle("errornote", Boolean(answer.error));
    notice.replaceChildren(answer.error || answer.reminder || "");
    if (answer.describe_url) notice.append(" ", describeLink(answer.describe_url));
  },
  true,
);
