// What one writes is never lost: saved while one types, and kept in this window when the server cannot be reached.
// <form data-draft-url="…" data-text-saving data-text-saved data-text-failed data-text-restored> with a [data-saved] inside.
const PAUSE = 1200;
const KEPT = 15_000; // characters: a browser finishes at most 64 kB after the page is gone

function keep(form) {
  const field = form.querySelector("textarea");
  const state = form.querySelector("[data-saved]");
  const key = `draft:${location.pathname}#${form.id}`;
  let timer = 0;
  let running = null;

  const tell = (name) => {
    state.textContent = form.dataset[`text${name}`] ?? "";
    state.dataset.state = name.toLowerCase();
  };

  async function save() {
    clearTimeout(timer);
    timer = 0;
    running?.abort();
    running = new AbortController();
    const text = field.value;
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    tell("Saving");
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST",
        body,
        headers: { "X-Requested-With": "fetch" },
        signal: running.signal,
        keepalive: text.length < KEPT, // outlives the page; a longer text stays in this window
      });
      if (!answer.ok || answer.redirected) throw new Error(`draft: ${answer.status}`);
      sessionStorage.removeItem(key);
      tell("Saved");
    } catch (problem) {
      if (problem.name === "AbortError") return;
      sessionStorage.setItem(key, text);
      tell("Failed");
    }
  }

  form.addEventListener("input", () => {
    tell("Saving");
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  addEventListener("pagehide", () => {
    if (timer) save();
    if (field.value !== field.defaultValue && !form.dataset.sent) sessionStorage.setItem(key, field.value);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    timer = 0;
    form.dataset.sent = "1";
    sessionStorage.removeItem(key);
  });

  const kept = sessionStorage.getItem(key);
  if (kept && kept !== field.value && !field.value.includes(kept)) {
    field.value = kept;
    tell("Restored");
  }
}

for (const form of document.querySelectorAll("form[data-draft-url]")) keep(form);
document.addEventListener("composer", (event) => keep(event.detail));
