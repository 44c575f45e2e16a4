// The console's brand preview. <form data-preview="address"> with an <input type="color" name="colour">; the server answers
// JSON {"light": {token: colour}, "dark": {…}, "adjustments": [sentence, …]}. Its colours go to [data-preview-pane="light"|"dark"],
// its sentences to [data-preview-notes], and what is typed into <input name="x"> to [data-preview-text="x"].
const form = document.querySelector("form[data-preview]");
const sheet = new CSSStyleSheet();

async function paint() {
  const address = new URL(form.dataset.preview, location.href);
  address.searchParams.set("colour", form.elements.colour.value);
  const answer = await fetch(address);
  if (!answer.ok) return;
  const palette = await answer.json();
  const rules = ["light", "dark"].map((scheme) => {
    const tokens = Object.entries(palette[scheme]).map(([name, colour]) => `--${name}:${colour}`);
    return `[data-preview-pane=${scheme}]{color-scheme:${scheme};${tokens.join(";")}}`;
  });
  sheet.replaceSync(rules.join(""));
  const notes = document.querySelector("[data-preview-notes]");
  notes?.replaceChildren(...palette.adjustments.map((sentence) => {
    const item = document.createElement("li");
    item.textContent = sentence;
    return item;
  }));
}

if (form) {
  let timer = 0;
  document.adoptedStyleSheets.push(sheet);
  form.addEventListener("input", (event) => {
    for (const text of document.querySelectorAll(`[data-preview-text="${event.target.name}"]`)) {
      text.textContent = event.target.value;
    }
    if (event.target.name !== "colour") return;
    clearTimeout(timer);
    timer = setTimeout(paint, 150);
  });
  paint();
}
