// A picture by choosing, dropping or pasting: shown at once, sent with progress, and what is wrong said in words.
// <div data-upload="address" data-limit="bytes" data-text-…> around an <input type="file">. The server answers JSON {"id", "src"}
// or {"error"}; the id goes into the form as "<name>_id". data-upload-into="textarea id" writes Markdown there instead.
function receive(drop) {
  const input = drop.querySelector("input[type=file]");
  const state = drop.querySelector("[data-upload-state]");
  const say = (text, failed = false) => {
    state.textContent = text;
    state.className = failed ? "error" : "help";
  };

  function show(file) {
    drop.querySelector(".drop-preview")?.remove();
    const image = document.createElement("img");
    image.className = "drop-preview";
    image.alt = file.name;
    image.src = URL.createObjectURL(file);
    image.onload = () => URL.revokeObjectURL(image.src);
    drop.prepend(image);
  }

  function finish({ id, src }) {
    const text = document.getElementById(drop.dataset.uploadInto ?? "");
    if (text) {
      text.setRangeText(`\n\n![](${src})\n\n`, text.selectionStart, text.selectionEnd, "end");
    } else {
      let hidden = drop.querySelector("input[type=hidden]");
      if (!hidden) drop.append((hidden = document.createElement("input")));
      Object.assign(hidden, { type: "hidden", name: `${input.name}_id`, value: id });
    }
    (text ?? drop).dispatchEvent(new Event("input", { bubbles: true })); // so that it is kept with what was typed
    input.value = "";
    say(drop.dataset.textDone);
  }

  function send(file) {
    const request = new XMLHttpRequest();
    const bar = document.createElement("progress");
    const body = new FormData();
    bar.setAttribute("aria-label", file.name);
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
    body.set(input.name, file);
    request.upload.onprogress = (event) => Object.assign(bar, { max: event.total, value: event.loaded });
    request.onloadend = () => {
      bar.remove();
      const answer = request.response ?? {};
      if (request.status >= 200 && request.status < 300 && answer.src) finish(answer);
      else say(answer.error ?? drop.dataset.textFailed, true);
    };
    request.responseType = "json";
    request.open("POST", drop.dataset.upload);
    request.setRequestHeader("X-Requested-With", "fetch");
    state.before(bar);
    request.send(body);
  }

  function take(file) {
    if (!file) return;
    if (!input.accept.split(",").includes(file.type)) return say(drop.dataset.textKind, true);
    if (file.size > Number(drop.dataset.limit)) return say(drop.dataset.textLarge, true);
    say("");
    show(file);
    if (drop.dataset.upload) return send(file);
    const parcel = new DataTransfer();
    parcel.items.add(file);
    input.files = parcel.files;
  }

  input.addEventListener("change", () => take(input.files[0]));
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("is-over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("is-over");
    take(event.dataTransfer.files[0]);
  });
  drop.closest("form").addEventListener("paste", (event) => {
    const file = [...event.clipboardData.files].find((one) => one.type.startsWith("image/"));
    if (!file) return;
    event.preventDefault();
    take(file);
  });
}

for (const drop of document.querySelectorAll("[data-upload]")) receive(drop);
document.addEventListener("composer", (event) => event.detail.querySelectorAll("[data-upload]").forEach(receive));
