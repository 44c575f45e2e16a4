// Questions like the one being asked, while one types: <input data-similar="address"> and [data-similar-list], where the server's
// piece of a page is put. [data-similar-button] is for whoever has no script.
const PAUSE = 400;
const title = document.querySelector("input[data-similar]");
const list = document.querySelector("[data-similar-list]");
let timer = 0;
let asked = "";
let running = null;

async function look() {
  if (title.value.trim() === asked) return;
  asked = title.value.trim();
  running?.abort();
  running = new AbortController();
  const body = new FormData();
  body.set("title", asked);
  body.set("csrfmiddlewaretoken", title.form.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(title.dataset.similar, { method: "POST", body, signal: running.signal });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const links = (node) => [...node.querySelectorAll("a[href]")].map((link) => link.href).join();
    if (links(page.body) !== links(list)) list.replaceChildren(...page.body.childNodes); // said again only when it is different
  } catch (problem) {
    if (problem.name !== "AbortError" && !(problem instanceof TypeError)) throw problem; // away from the network: it can wait
  }
}

if (title && list) {
  document.querySelector("[data-similar-button]").hidden = true;
  title.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
}
