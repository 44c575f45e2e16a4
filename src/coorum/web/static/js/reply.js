// Answering without leaving the page: <a data-reply="short id" href="page with the form"> opens a copy of #composer below the
// comment. What one has typed moves along when one chooses another comment. Without script the link leads to the page.
const composer = document.getElementById("composer");

function copied() {
  const form = composer.cloneNode(true);
  form.id = "reply";
  form.querySelector("textarea").id = "reply-text";
  form.querySelector("label[for$=-text]").htmlFor = "reply-text";
  form.querySelector("textarea").value = "";
  form.querySelector("[data-saved]").textContent = "";
  form.elements.submission.value = crypto.randomUUID();
  for (const drop of form.querySelectorAll("[data-upload-into]")) drop.dataset.uploadInto = "reply-text";
  return form;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-reply]");
  if (!link || !composer || !window.crypto?.randomUUID || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const known = document.getElementById("reply");
  const form = known ?? copied();
  form.action = link.href;
  form.dataset.draftUrl = `${composer.dataset.draftUrl.split("?")[0]}?kind=reply&at=${link.dataset.reply}`;
  form.querySelector(".button.primary").textContent = link.textContent;
  link.closest(".comment-main").append(form);
  if (!known) document.dispatchEvent(new CustomEvent("composer", { detail: form }));
  form.querySelector("textarea").focus();
});
