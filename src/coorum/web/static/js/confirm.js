// Before something is lost, one sentence and two buttons. <button data-confirm="sentence"> or <form data-confirm="sentence">.
const dialog = document.querySelector("dialog#confirm");
const agreed = new WeakSet();

function ask(sentence, button) {
  const yes = dialog.querySelector("[data-confirm-yes]");
  dialog.querySelector("h2").textContent = sentence;
  if (button?.textContent.trim()) yes.textContent = button.textContent.trim();
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

// Capturing: the question comes before every other listener of the submission.
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  const sentence = submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!sentence || agreed.delete(form)) return;
  event.preventDefault();
  event.stopPropagation();
  if (await ask(sentence, submitter)) {
    agreed.add(form);
    form.requestSubmit(submitter);
  }
}, { capture: true });
