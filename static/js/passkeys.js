// Passkeys (WebAuthn). A form with data-passkey="login", "get" or "create" asks the device before
// it is sent and carries the answer in its field "credential". Without JavaScript the forms stay
// hidden or say so; password and code do not need this file.

const toBytes = (text) => {
  const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer;
};

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const withBytes = (list) => (list || []).map((item) => ({ ...item, id: toBytes(item.id) }));

function requestOptions({ publicKey }) {
  return {
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  };
}

function creationOptions({ publicKey }, passwordless) {
  return {
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: passwordless ? "required" : "discouraged",
        requireResidentKey: passwordless,
        userVerification: passwordless ? "required" : "preferred",
      },
    },
  };
}

function asJSON(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: toText(response.clientDataJSON) };
  for (const key of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[key]) answer[key] = toText(response[key]);
  }
  if (response.getTransports) answer.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answer,
  };
}

async function askDevice(form) {
  if (form.dataset.passkey === "create") {
    const passwordless = form.elements.passwordless?.checked ?? false;
    const options = JSON.parse(form.dataset.options);
    return navigator.credentials.create(creationOptions(options, passwordless));
  }
  if (form.dataset.passkey === "get") {
    return navigator.credentials.get(requestOptions(JSON.parse(form.dataset.options)));
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`passkey options: ${answer.status}`);
  return navigator.credentials.get(requestOptions((await answer.json()).request_options));
}

async function send(event) {
  const form = event.currentTarget;
  event.preventDefault();
  const message = form.querySelector("[data-passkey-message]");
  const button = form.querySelector("button[type=submit]");
  message.hidden = true;
  button.disabled = true;
  try {
    form.elements.credential.value = JSON.stringify(asJSON(await askDevice(form)));
    form.submit();
  } catch {
    message.textContent = form.dataset.failed;
    message.hidden = false;
  } finally {
    button.disabled = false;
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", send);
  }
}
