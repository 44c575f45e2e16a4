// A form is sent once, however often one clicks. Coming back with the back button opens it again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.id === "act") return;
  if (form.dataset.going) event.preventDefault();
  form.dataset.going = "1";
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-going]")) delete form.dataset.going;
});
