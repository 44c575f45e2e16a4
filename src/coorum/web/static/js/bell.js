// The bell counts on while the page is open. <a data-bell="address of the count" data-bell-live="address of the stream">
// The stream says that something moved, the page asks how many wait; without a stream it asks once a minute. Many pages
// that hear the same thing ask one after the other. A hidden tab neither listens nor asks.
const SPREAD = 2000;
const EVERY = 60_000;
const bell = document.querySelector("[data-bell]");
let source = null;

async function ask() {
  if (document.hidden) return;
  const answer = await fetch(bell.dataset.bell, { headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok || answer.redirected) return;
  const [number, words] = (await answer.text()).split("\n");
  const count = bell.querySelector("[data-bell-count]");
  count.textContent = Number(number) < 100 ? number : "99+";
  count.hidden = number === "0";
  bell.querySelector("[data-bell-words]").textContent = words;
}

const quietly = () => ask().catch(() => {}); // a count that cannot be had now is had a minute later

function open() {
  if (!bell.dataset.bellLive) return;
  source ??= new EventSource(bell.dataset.bellLive);
  source.addEventListener("moved", () => setTimeout(quietly, Math.random() * SPREAD));
}

function close() {
  source?.close();
  source = null;
}

if (bell) {
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return close();
    open();
    quietly();
  });
  addEventListener("pagehide", close);
  setInterval(() => source?.readyState === EventSource.OPEN || quietly(), EVERY);
  if (!document.hidden) open();
}
