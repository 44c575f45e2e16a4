// "3 new comments: show". <div data-live="address" data-text-live="{n} new…"><a hidden>…</a></div>
// The server says `moved`; the page says how often, and shows only when asked. A hidden tab holds no connection.
function follow(note) {
  const link = note.querySelector("a");
  let source = null;
  let moved = 0;

  function open() {
    source ??= new EventSource(note.dataset.live);
    source.onmessage = tell;
    source.addEventListener("moved", tell);
  }

  function close() {
    source?.close();
    source = null;
  }

  function tell() {
    moved += 1;
    link.textContent = note.dataset.textLive.replace("{n}", String(moved));
    link.hidden = false;
  }

  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.assign(link.href);
    if (new URL(link.href).pathname === location.pathname) location.reload();
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  if (!document.hidden) open();
}

for (const note of document.querySelectorAll("[data-live]")) follow(note);
