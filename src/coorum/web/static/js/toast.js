// A word at the bottom of the screen. Others ask for one: document.dispatchEvent(new CustomEvent("toast", { detail })),
// detail: { text, kind: "" | "danger" }. Good news leaves by itself, unless one is reading it; bad news waits.
const shelf = document.querySelector("[data-toasts]");
const STAY = 6000;

function leave(toast) {
  if (toast.matches(":hover, :focus-within")) setTimeout(() => leave(toast), STAY / 2);
  else toast.remove();
}

function say({ text, kind = "" }) {
  const toast = document.createElement("div");
  const words = document.createElement("div");
  const close = document.createElement("button");
  toast.className = "banner";
  words.textContent = text;
  close.type = "button";
  close.className = "button small";
  close.textContent = shelf.dataset.textClose;
  close.addEventListener("click", () => toast.remove());
  toast.append(words, close);
  shelf.append(toast);
  if (kind !== "danger") setTimeout(() => leave(toast), STAY);
}

if (shelf) {
  document.addEventListener("toast", (event) => say(event.detail));
  document.addEventListener("failed", ({ detail }) => say({ text: detail || shelf.dataset.textFailed, kind: "danger" }));
}
