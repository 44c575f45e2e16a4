// A like shows at once; if the server does not take it, it is taken back and said, in the server's words where it has some.
// The server may answer 204, or redirect back to this page as it does without script.
function show(button, liked) {
  const count = button.querySelector("[data-count]");
  if ((button.getAttribute("aria-pressed") === "true") !== liked) {
    count.textContent = String(Number(count.textContent) + (liked ? 1 : -1));
  }
  button.setAttribute("aria-pressed", String(liked));
  button.value = liked ? "0" : "1";
}

async function send(button, liked) {
  const body = new FormData(button.form);
  body.set(button.name, liked ? "1" : "0");
  const headers = { "X-Requested-With": "fetch" };
  const answer = await fetch(button.formAction, { method: "POST", body, headers, keepalive: true }); // outlives the page
  const strayed = answer.redirected && new URL(answer.url).pathname !== location.pathname;
  const inWords = answer.headers.get("Content-Type")?.startsWith("text/plain");
  if (!answer.ok || strayed) throw new Error(inWords ? await answer.text() : "");
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-like]");
  if (!button?.form) return;
  event.preventDefault();
  if (button.dataset.busy) return;
  const liked = button.getAttribute("aria-pressed") !== "true";
  button.dataset.busy = "1";
  show(button, liked);
  try {
    await send(button, liked);
  } catch (error) {
    show(button, !liked);
    document.dispatchEvent(new CustomEvent("failed", { detail: error instanceof TypeError ? "" : error.message }));
  } finally {
    delete button.dataset.busy;
  }
});
