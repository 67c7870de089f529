// Drafts: what was typed into a long form stays in this browser until it is sent or thrown away.
// One draft per person and form; a week old ones go; signing out takes all of them along. The frame
// (portal.js) drops a draft once its form led to another page: until then it may still be needed, for
// the session may have ended meanwhile. What stands below [data-protected] is never kept.

const PREFIX = "hdnd-draft:";
const WEEK = 7 * 24 * 3600 * 1000;
const SKIPPED = new Set(["hidden", "password", "file", "submit", "button"]);

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Private browsing or a full store: the form works without a draft.
  }
}

function controls(form) {
  return [...form.elements].filter(
    (one) => one.name && !SKIPPED.has(one.type) && one.tagName !== "FIELDSET" && !one.closest("[data-protected]"),
  );
}

function values(form) {
  return controls(form).map((one) => [
    one.name,
    one.type === "checkbox" || one.type === "radio" ? [one.value, one.checked] : one.value,
  ]);
}

function restore(form, saved) {
  const left = [...saved];
  for (const one of controls(form)) {
    const at = left.findIndex(([name, value]) => {
      if (name !== one.name) return false;
      return !Array.isArray(value) || value[0] === one.value;
    });
    if (at < 0) continue;
    const [[, value]] = left.splice(at, 1);
    if (Array.isArray(value)) one.checked = value[1];
    else one.value = value;
    one.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

for (const note of document.querySelectorAll("[data-draft]")) {
  const form = note.closest("form");
  const key = PREFIX + note.dataset.draft;
  const refused = form.querySelector(".error-summary") !== null;
  const first = JSON.stringify(values(form));
  const saved = read(key);
  if (saved?.sent && refused) write(key, { at: saved.at, values: saved.values });
  if (saved && !refused && JSON.stringify(saved.values) !== first) {
    const time = new Date(saved.at);
    note.querySelector("time").textContent = time.toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });
    note.querySelector("time").dateTime = time.toISOString();
    note.hidden = false;
  }
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => write(key, { at: Date.now(), values: values(form) }), 500);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    write(key, { at: Date.now(), values: values(form), sent: location.pathname });
  });
  note.querySelector("[data-draft-restore]").addEventListener("click", () => {
    restore(form, saved.values);
    note.hidden = true;
    controls(form)[0]?.focus();
  });
  note.querySelector("[data-draft-drop]").addEventListener("click", () => {
    localStorage.removeItem(key);
    note.hidden = true;
    controls(form)[0]?.focus();
  });
}

for (const key of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
  if (!(read(key)?.at > Date.now() - WEEK)) localStorage.removeItem(key);
}
