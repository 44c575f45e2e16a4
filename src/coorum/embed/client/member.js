// The member who signed in in this frame: by a cookie that browsers keep for this website alone, and that no script reads.
const { origin, textLost, textNew, textLeft, textUnable } = document.documentElement.dataset;
const sheet = document.querySelector(".embedded-in");
const given = new URLSearchParams(location.hash.slice(1));
const SPREAD = 1000;
let source = null;

const say = (words) => (document.getElementById("said").textContent = words || "");
const drawn = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".embedded-in");
const isIn = (one) => one.dataset.in !== undefined;

function send(path, body = new FormData()) {
  const address = `${path || location.pathname}${location.search}`;
  return fetch(address, path ? { method: "POST", body, cache: "no-store" } : { cache: "no-store" });
}

const exchange = (facts) => send("/embed/session/", new URLSearchParams(facts));

// The way in: a form takes the place of the link. What the answer must fit stays in the frame's cookie; a browser that keeps none
// for frames goes to the community instead.
function offer() {
  for (const form of sheet.querySelectorAll("[data-enter]")) {
    form.hidden = false;
    const instead = form.parentElement.querySelector("[data-instead]");
    if (instead) instead.hidden = true;
  }
}

async function enter(form) {
  const { state, challenge } = await (await send("/embed/session/begin/")).json();
  if (!(await exchange({ state })).ok) {
    const instead = form.parentElement.querySelector("[data-instead]");
    if (instead) instead.hidden = false;
    return say(textUnable);
  }
  form.challenge.value = challenge;
  form.state.value = state;
  form.back.value = given.get("at") || "/";
  return form.submit();
}

// Back from signing in: the code for a session.
async function arrive() {
  if (!given.has("code")) return false;
  const answer = await exchange({ code: given.get("code"), state: given.get("state") });
  history.replaceState(null, "", `#${new URLSearchParams({ at: given.get("at") })}`);
  if (answer.ok) return true;
  say((await answer.json()).said || textLost);
  return false;
}

// What the server drew takes the place of what is shown; the keyboard stays where it was.
function put(fresh, part) {
  const at = document.activeElement?.id;
  if (part) sheet.querySelector(part).replaceWith(fresh.querySelector(part));
  else {
    sheet.replaceChildren(...fresh.childNodes);
    for (const name of ["in", "live"]) {
      if (name in fresh.dataset) sheet.dataset[name] = fresh.dataset[name];
      else delete sheet.dataset[name];
    }
    offer();
    listen();
  }
  if (at) document.getElementById(at)?.focus();
}

// It may be that somebody signed in or out in another frame, or that somebody said something: the talk is drawn anew, never the
// field in which one writes.
async function renew() {
  const answer = await send();
  const fresh = answer.ok && (await drawn(answer));
  if (!fresh) return;
  if (isIn(sheet) && !isIn(fresh)) return ended();
  const [was, is] = [sheet, fresh].map((one) => one.querySelector("[data-talk]")?.dataset.talk);
  const wasIn = isIn(sheet);
  const isSame = wasIn === isIn(fresh) && was && is;
  if (isSame || !document.getElementById("words")?.value) put(fresh, isSame ? "[data-talk]" : "");
  else if (isIn(fresh)) sheet.querySelector("[data-ended]").hidden = true;
  if (Number(is) > Number(was)) say(textNew);
  else if (isIn(sheet) !== wasIn) say("");
}

function listen() {
  source?.close();
  source = sheet.dataset.live && !document.hidden ? new EventSource(sheet.dataset.live) : null;
  // Many hear the same thing, and ask one after the other.
  source?.addEventListener("moved", () => setTimeout(renew, Math.random() * SPREAD));
}

// Nobody is signed in any more. Words that were typed stay where they are, and the way in appears beside them.
async function ended() {
  const note = sheet.querySelector("[data-ended]");
  if (!note || !document.getElementById("words").value) return put(await drawn(await send()));
  note.hidden = false;
  return note.querySelector("button").focus();
}

// A like shows at once; what the server then draws puts it right.
function press(button, wanted) {
  const count = button.lastElementChild;
  button.setAttribute("aria-pressed", String(wanted));
  count.textContent = String(Number(count.textContent) + (wanted ? 1 : -1));
}

async function act(form, button) {
  const body = new FormData(form, button);
  if (button?.hasAttribute("aria-pressed")) press(button, button.value === "1");
  const answer = await send(new URL(form.action).pathname, body);
  if (answer.status === 401) return ended();
  if (answer.status === 204) {
    put(await drawn(await send()));
    sheet.querySelector("[data-enter] button")?.focus();
    parent.postMessage({ coorumChanged: true }, origin);
    return say(textLeft);
  }
  const fresh = await drawn(answer);
  put(fresh, body.has("subject") && "[data-talk]");
  // What is wrong stands beside the field, and is read out with it.
  if (document.getElementById("wrong")) document.getElementById("words").focus();
  return say(fresh.dataset.said);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  say("");
  try {
    await (form.dataset.enter === undefined ? act(form, event.submitter) : enter(form));
  } catch {
    say(textLost);
  }
  delete form.dataset.busy;
});
addEventListener("message", (event) => {
  if (event.source === parent && event.data?.coorumChanged) renew();
});
document.addEventListener("visibilitychange", () => {
  listen();
  if (!document.hidden) renew();
});

if (self.origin !== "null") offer();
listen();
if (await arrive()) {
  put(await drawn(await send()));
  // The page gives the keyboard to this frame, and the frame to where one writes.
  addEventListener("focus", () => (document.getElementById("words") || sheet.querySelector("a")).focus(), { once: true });
  parent.postMessage({ coorumFocus: true, coorumChanged: true }, origin);
}
