// What goes on shows itself. <div id="…" data-fresh="2">: every so many seconds the page is fetched again, and
// this part and those named in data-fresh-also are put in place. Where the server no longer says so, the work is done: the page is shown anew.
const part = document.querySelector("[data-fresh]");

async function look() {
  if (document.hidden) return;
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(part.id);
  if (!fresh) location.reload();
  for (const id of [part.id, ...(part.dataset.freshAlso ?? "").split(" ")].filter(Boolean)) swap(id, page);
  if (!fresh?.hasAttribute("data-fresh")) delete part.dataset.fresh;
}

function swap(id, page) {
  const [shown, now] = [document.getElementById(id), page.getElementById(id)];
  if (shown && now && !shown.isEqualNode(now)) shown.replaceChildren(...now.childNodes);
}

async function goOn() {
  try {
    await look();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // away from the network: the next look may find it again
  }
  if (part.dataset.fresh) setTimeout(goOn, part.dataset.fresh * 1000);
}

if (part) setTimeout(goOn, part.dataset.fresh * 1000);
