// Passkeys. <form data-passkey="get|create" data-options="…" hidden>: asks the device, puts its answer into the form, sends it.
// data-autofill: the device also offers its passkeys in the field of the address. Without passkeys the form stays hidden.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const listed = (found) => found?.map((one) => ({ ...one, id: bytes(one.id) }));
let waiting;

function options(form) {
  const told = JSON.parse(form.dataset.options);
  const ready = { ...told, challenge: bytes(told.challenge) };
  if (told.user) ready.user = { ...told.user, id: bytes(told.user.id) };
  if (told.excludeCredentials) ready.excludeCredentials = listed(told.excludeCredentials);
  if (told.allowCredentials) ready.allowCredentials = listed(told.allowCredentials);
  return ready;
}

function answer(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {} };
}

async function ask(form, more = {}) {
  waiting?.abort();
  waiting = new AbortController();
  const wish = { publicKey: options(form), signal: waiting.signal, ...more };
  const credential = await navigator.credentials[form.dataset.passkey](wish);
  form.elements.answer.value = JSON.stringify(answer(credential));
  form.submit();
}

async function prepare(form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const said = form.querySelector("[data-passkey-failed]");
    ask(form).catch((error) => { if (said && error.name !== "AbortError") said.hidden = false; });
  });
  if ("autofill" in form.dataset && await PublicKeyCredential.isConditionalMediationAvailable?.()) {
    ask(form, { mediation: "conditional" }).catch(() => {});
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) prepare(form);
  for (const other of document.querySelectorAll("[data-without-passkey]")) other.hidden = true;
}
