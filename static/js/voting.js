// A vote on one's own device. The answer is put down in this browser before it is sent, with a key that
// names this one act, and sent until the server says what became of it: sent twice it is counted once,
// and nothing is shown as counted before the server has said so. Without scripts the same forms work.

const room = document.querySelector("[data-vote]");
const sign = document.querySelector("[data-vote-sign]");
const signWords = sign.querySelector("[data-on]");
const mine = document.querySelector("[data-vote-mine]");
const choices = document.querySelector("[data-vote-choices]");
const confirm = document.querySelector("[data-vote-confirm]");
const words = document.querySelector("[data-vote-words]")?.dataset;
const store = `hdnd-vote:${room.dataset.vote}:${room.dataset.round}:${room.dataset.person}`;

// Milliseconds.
const PATIENCE = 4000;
const AGAIN = 1000;
const ASK = 2000;
// Beats of the channel come every five seconds; two may be late.
const SILENCE = 12_000;

let pending = null;
let timer;
let isSending = false;
let heardAt = Date.now();
let toldAt = 0;

function read() {
  try {
    return JSON.parse(localStorage.getItem(store));
  } catch {
    return null;
  }
}

function keep(vote) {
  pending = vote;
  try {
    if (vote) localStorage.setItem(store, JSON.stringify(vote));
    else localStorage.removeItem(store);
  } catch {
    // Private browsing or a full store: the page itself still remembers until it is closed.
  }
}

/** A random key; `crypto.randomUUID` is there on secure addresses only. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function label(choice) {
  return document.querySelector(`[data-vote-choices] [value="${choice}"]`)?.textContent.trim() ?? choice;
}

function say(state, text) {
  if (!mine) return;
  mine.dataset.state = state;
  if (mine.textContent !== text) mine.textContent = text;
}

function connection(on) {
  if (on) heardAt = Date.now();
  const at = new Date(heardAt).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
  const text = on ? signWords.dataset.on : signWords.dataset.off.replace("{time}", at);
  sign.dataset.state = on ? "on" : "off";
  if (signWords.textContent !== text) signWords.textContent = text;
}

/** Ask for an answer within a few seconds; a slow network counts as none. */
async function get(address, options = {}) {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(address, { cache: "no-store", credentials: "same-origin", redirect: "manual", ...options, signal: stop.signal });
  } finally {
    clearTimeout(late);
  }
}

async function send() {
  if (!pending || isSending) return;
  isSending = true;
  clearTimeout(timer);
  const vote = pending;
  const body = new URLSearchParams({ choice: vote.choice, key: vote.key, seen: vote.seen });
  const token = confirm?.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  try {
    const answer = await get(vote.address, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token } });
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      connection(true);
      say("waiting", words.signedOut);
      timer = setTimeout(send, 5 * AGAIN);
    } else if (answer.status === 200 || answer.status === 409) {
      connection(true);
      settle(vote, await answer.json());
    } else {
      throw new Error(String(answer.status));
    }
  } catch {
    connection(false);
    say("waiting", words.lost.replace("{choice}", label(vote.choice)));
    timer = setTimeout(send, AGAIN);
  } finally {
    isSending = false;
    // Chosen anew while the older one was under way.
    if (pending && pending.key !== vote.key) send();
  }
}

/** What the server said of a vote; the newest choice alone is shown and followed. */
function settle(vote, said) {
  const revision = said.counted?.revision ?? 0;
  if (confirm) confirm.elements.seen.value = String(revision);
  if (pending && pending.key !== vote.key) {
    // An answer to an older choice of this device: the newer one builds on it.
    if (said.is_counted) keep({ ...pending, seen: revision });
    return;
  }
  keep(null);
  if (said.is_counted) {
    say("counted", said.counted.text);
  } else {
    const standing = said.counted ? ` ${said.counted.text}.` : "";
    say(said.counted ? "counted" : "refused", `${said.text}${standing}`);
    if (said.code === "vote_over") setTimeout(() => location.reload(), 3 * AGAIN);
  }
  mine.focus({ preventScroll: true });
}

function back() {
  confirm.hidden = true;
  choices.hidden = false;
}

choices?.addEventListener("submit", (event) => {
  const choice = event.submitter?.value;
  if (!choice) return;
  event.preventDefault();
  confirm.elements.choice.value = choice;
  confirm.querySelector("[data-vote-send]").dataset.choice = choice;
  const ask = confirm.querySelector("[data-vote-ask]");
  ask.textContent = ask.dataset.words.replace("{choice}", label(choice));
  choices.hidden = true;
  confirm.hidden = false;
  ask.focus({ preventScroll: true });
});

confirm?.querySelector("[data-vote-back]").addEventListener("click", (event) => {
  event.preventDefault();
  back();
});

confirm?.addEventListener("submit", (event) => {
  event.preventDefault();
  const { choice, seen } = confirm.elements;
  keep({ choice: choice.value, key: newKey(), seen: seen.value, address: confirm.getAttribute("action") });
  say("waiting", words.waiting.replace("{choice}", label(choice.value)));
  back();
  send();
});

/** How the vote stands now; a page with an unsent answer, or one that is typed in, waits. */
function show(now) {
  connection(true);
  for (const place of document.querySelectorAll("[data-answered]")) place.textContent = String(now.answered);
  const isOther = now.state !== room.dataset.state || String(now.round) !== room.dataset.round;
  const isTyping = document.querySelector("details.confirm[open]") || document.activeElement?.matches("input:not([type=hidden]), textarea, select");
  if (isOther && !pending && !isTyping) location.reload();
}

/** Ask how the vote stands; the way of a page that the live channel does not reach. */
async function ask() {
  try {
    const answer = await get(room.dataset.status, { headers: { Accept: "application/json", "X-Background": "1" } });
    if (answer.status === 200) show(await answer.json());
    else connection(answer.type === "opaqueredirect");
  } catch {
    connection(false);
  }
}

/** The live channel of the session tells of this vote; what it does not tell of is asked for. */
function listen() {
  const source = new EventSource(room.dataset.live);
  const hear = () => {
    toldAt = Date.now();
    connection(true);
  };
  source.addEventListener("state", (event) => {
    hear();
    const { poll } = JSON.parse(event.data);
    if (poll && String(poll.pk) === room.dataset.vote) show(poll);
    else if (!poll || room.dataset.state === "open") setTimeout(ask, Math.random() * ASK);
  });
  source.addEventListener("beat", (event) => {
    if (event.data === "1") hear();
  });
}

if (["prepared", "open", "closed"].includes(room.dataset.state)) {
  listen();
  // The room of the operator shows each answer; the others ask once the channel is silent.
  const isRoom = document.querySelector("[data-answered]") !== null;
  setInterval(() => {
    if (isRoom || Date.now() - toldAt > SILENCE) ask();
  }, ASK + Math.random() * AGAIN);
  connection(true);
}
window.addEventListener("online", send);

pending = read();
if (pending && words) {
  say("waiting", words.waiting.replace("{choice}", label(pending.choice)));
  send();
}
