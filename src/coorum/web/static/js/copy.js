// A text to be put elsewhere gets a button that copies it: <dd data-copy="Copy" data-copied="Copied"><code>…</code></dd>.
for (const place of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
  const text = place.querySelector("code");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small";
  button.textContent = place.dataset.copy;
  button.setAttribute("aria-describedby", (text.id ||= `copy-${document.querySelectorAll("code[id^=copy-]").length}`));
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent);
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: place.dataset.copied } }));
  });
  place.append(button);
}
