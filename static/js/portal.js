// What the frame and its forms add when scripts run; every page works without it.

/** The key "/" goes to the search box, Escape closes what is open. */
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const box = document.querySelector('[data-key="/"]');
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }
  if (event.key === "Escape") {
    const open = event.target.closest?.("details.menu[open]") ?? document.querySelector("details.menu[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  }
});

/** A press outside closes open menus. */
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) {
    const menu = event.target.closest("details.menu");
    menu.open = false;
    menu.querySelector("summary").focus();
    return;
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

/** A panel that would leave the screen opens to the other side. */
document.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target;
    if (!(menu instanceof HTMLDetailsElement) || !menu.matches(".menu") || !menu.open) return;
    for (const button of menu.querySelectorAll("[data-close]")) button.hidden = false;
    const panel = menu.querySelector(".menu-panel");
    panel.classList.remove("menu-panel-end");
    if (menu.matches(".account-menu") || panel.getBoundingClientRect().right > document.documentElement.clientWidth - 8) {
      panel.classList.add("menu-panel-end");
    }
  },
  true,
);

/** HTMX sends the token of the page with every request that changes something. */
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.value;
});

/** A part of a page that got no answer says so, once, and takes it back with the next answer. */
function unanswered() {
  return document.querySelector("#thong-bao [data-unanswered]");
}

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    const box = document.getElementById("thong-bao");
    if (!box || unanswered()) return;
    const line = document.createElement("p");
    line.className = "message";
    line.dataset.level = "error";
    line.dataset.unanswered = "";
    line.textContent = box.dataset.failed;
    box.append(line);
  });
}
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) unanswered()?.remove();
});

/** A form that led to this page has been taken: its draft is dropped. Not where it was refused, and
 *  not on the page of the sign-in, to which a form leads whose session has ended. */
const DRAFT = "hdnd-draft:";

function drafts() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(DRAFT));
  } catch {
    // Storage may be closed by policy: there are no drafts, and the rest of this file must run.
    return [];
  }
}

function dropTakenDrafts() {
  const isSignedIn = document.querySelector("form[data-sign-out]") !== null;
  const isRefused = document.querySelector(".error-summary, #thong-bao [data-level=error]") !== null;
  const status = performance.getEntriesByType("navigation")[0]?.responseStatus ?? 200;
  if (!isSignedIn || isRefused || status >= 400 || !document.referrer) return;
  const from = new URL(document.referrer);
  if (from.origin !== location.origin) return;
  for (const key of drafts()) {
    try {
      if (JSON.parse(localStorage.getItem(key)).sent === from.pathname) localStorage.removeItem(key);
    } catch {
      localStorage.removeItem(key);
    }
  }
}

dropTakenDrafts();

/** Forms: one press sends once. */
const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.signOut !== undefined) {
    // Drafts of one person are not left for the next at this machine.
    for (const key of drafts()) localStorage.removeItem(key);
  }
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  // After the browser has taken the pressed button into the data.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      button.setAttribute("aria-disabled", "true");
    }
  });
});

/** Coming back with the Back button: the form may be sent again. */
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) {
    sent.delete(form);
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});

/** The summary of errors is read first. */
document.querySelector("[data-focus]")?.focus();
