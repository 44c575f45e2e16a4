// Inside the frame: tells the page how tall it is, and looks again when somebody comes back from the community.
// The page's origin was checked by the server before this was sent.
const origin = document.documentElement.dataset.origin;
// The sheet's own height: the document is never less tall than its frame.
const sheet = document.querySelector(".embedded");
const tell = () => parent.postMessage({ coorumHeight: sheet.getBoundingClientRect().bottom }, origin);

new ResizeObserver(tell).observe(sheet);
tell();

let left = false;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) left = true;
  else if (left && document.documentElement.dataset.anew !== undefined) location.reload();
});
