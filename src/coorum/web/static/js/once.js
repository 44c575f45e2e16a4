// A form is sent once, however often one clicks; after a while again, since a download leaves the page where it is.
const WHILE = 4000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.id === "act") return;
  if (form.dataset.going) event.preventDefault();
  if (!form.dataset.going) setTimeout(() => delete form.dataset.going, WHILE);
  form.dataset.going = "1";
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-going]")) delete form.dataset.going;
});
