// How long a new password is, said below its field: <input data-short="Another %s …" data-enough="Long enough …" minlength>.
// Whether it is easy to guess, the server says. Characters are counted as people see them.
for (const input of document.querySelectorAll("input[data-enough]")) {
  const hint = document.createElement("p");
  hint.className = "help";
  input.after(hint);
  input.addEventListener("input", () => {
    const missing = input.minLength - [...input.value.normalize("NFKC")].length;
    const said = missing > 0 ? input.dataset.short.replace("%s", missing) : input.dataset.enough;
    hint.textContent = input.value ? said : "";
  });
}
