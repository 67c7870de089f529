// Writing down what voters say, with and without network. Every opinion is put into the store of this
// browser first, with a key that names it, and sent until the server says what became of it: sent twice
// it is kept once, and it leaves the store only when the server has given it a number. Who wrote it sends
// it: opinions of another account wait for that account. Without scripts the form works as it is.

const room = document.querySelector("[data-recording]");
const form = room.querySelector("[data-recording-form]");
const words = room.querySelector("[data-recording-words]").dataset;
const sign = room.querySelector("[data-recording-sign]");
const trouble = room.querySelector("[data-recording-trouble]");
const refusal = room.querySelector("[data-recording-refusal]");
const waiting = room.querySelector("[data-recording-waiting]");
const kept = room.querySelector("[data-recording-kept]");
const done = room.querySelector("[data-recording-done]");
const meeting = Number(room.dataset.recording);
const person = Number(room.dataset.person);

const FIELDS = ["text", "track", "field", "unit", "village", "answered_there", "is_letter", "speaker_name", "speaker_phone"];
// What stays in the form for the next opinion.
const STAYS = new Set(["unit"]);
const AT_ONCE = 20;
// Milliseconds.
const PATIENCE = 15_000;
const AGAIN = 5000;
const ASK = 30_000;
const CLOCK = 5 * 60_000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let database = null;
let isSyncing = false;
let isOnline = navigator.onLine;
let isReady = false;
let syncAgain = false;
let timer;
let edited = null;

// ---- The store ----------------------------------------------------------------------------------

function promised(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

async function openStore() {
  try {
    const request = indexedDB.open("hdnd-y-kien", 1);
    request.addEventListener("upgradeneeded", () => {
      request.result.createObjectStore("opinions", { keyPath: "order", autoIncrement: true });
    });
    const opened = await promised(request);
    // The browser is asked not to clear it when space is short; it may refuse.
    navigator.storage?.persist?.();
    return opened;
  } catch {
    return null;
  }
}

/** Change the store; the promise keeps when it is written, not when it is asked for. */
function change(act) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("opinions", "readwrite", { durability: "strict" });
    act(transaction.objectStore("opinions"));
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error));
  });
}

async function stored() {
  if (!database) return [];
  const rows = await promised(database.transaction("opinions").objectStore("opinions").getAll());
  return rows.filter((row) => row.meeting === meeting);
}

async function own() {
  return (await stored()).filter((row) => row.person === person);
}

/** A random key; `crypto.randomUUID` is there on secure addresses only. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

// ---- What is shown ------------------------------------------------------------------------------

function put(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function connection(on) {
  isOnline = on;
  sign.hidden = false;
  sign.dataset.state = on ? "on" : "off";
  put(sign, on && isReady ? `${words.on} · ${words.ready}` : on ? words.on : words.off);
}

/** Say what stands in the way of sending; with a way to sign in where that is it. */
function say(text, { signIn = false } = {}) {
  trouble.hidden = !text;
  const place = trouble.querySelector("span");
  if (place.dataset.said === text) return;
  place.dataset.said = text;
  place.replaceChildren(text);
  if (!signIn) return;
  const link = document.createElement("a");
  link.href = `${room.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`;
  link.textContent = words.signInLink;
  place.append(" ", link);
}

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-sm";
  made.textContent = label;
  made.addEventListener("click", () => act(made));
  return made;
}

function line(row) {
  const item = document.createElement("li");
  item.dataset.state = row.state;
  const text = document.createElement("p");
  text.textContent = row.fields.text;
  item.append(text);
  if (row.state !== "refused") return item;
  const why = document.createElement("p");
  why.className = "recording-why";
  why.textContent = row.text;
  const acts = document.createElement("p");
  acts.className = "btn-row";
  acts.append(button(words.again, () => resend(row)), button(words.edit, () => edit(row)), button(words.drop, (pressed) => drop(row, pressed)));
  item.append(why, acts);
  return item;
}

async function showWaiting() {
  const all = await stored();
  const mine = all.filter((row) => row.person === person && row.order !== edited);
  const others = all.filter((row) => row.person !== person).length;
  waiting.hidden = mine.length + others === 0;
  const said = [];
  if (mine.length) said.push(words.waiting.replace("{count}", mine.length));
  if (others) said.push(words.others.replace("{count}", others));
  put(waiting.querySelector("[data-recording-waiting-title]"), said.join(". "));
  waiting.querySelector("ol").replaceChildren(...mine.map(line));
}

function showKept(state) {
  kept.hidden = state.count === 0;
  put(kept.querySelector("[data-recording-count]"), words.count.replace("{count}", state.count));
  const lines = state.newest.map((one) => {
    const item = document.createElement("li");
    const head = document.createElement("p");
    head.className = "quiet";
    const parts = [`${one.number}. ${one.track}`, one.unit, one.by];
    if (one.struck) parts.push(words.struck);
    head.textContent = parts.join(" · ");
    const text = document.createElement(one.struck ? "s" : "p");
    text.textContent = one.text;
    item.append(head, text);
    if (one.clock) {
      const clock = document.createElement("p");
      clock.className = "clock-wrong";
      clock.textContent = one.clock;
      item.append(clock);
    }
    return item;
  });
  kept.querySelector("ol").replaceChildren(...lines);
}

/** How far the clock of this device is off, in words; empty where it is right enough. */
function clockWords(serverNow) {
  const off = Date.now() - Date.parse(serverNow);
  if (!(Math.abs(off) > CLOCK)) return "";
  const size = Math.abs(off);
  const time = size >= DAY ? words.days.replace("{n}", Math.round(size / DAY)) : words.minutes.replace("{n}", Math.round(size / MINUTE));
  return (off > 0 ? words.clockAhead : words.clockBehind).replace("{time}", time);
}

// ---- Sending ------------------------------------------------------------------------------------

/** Ask for an answer; a network that stays silent counts as none. */
async function get(address, options = {}) {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(address, { cache: "no-store", credentials: "same-origin", redirect: "manual", ...options, signal: stop.signal });
  } finally {
    clearTimeout(late);
  }
}

/** Where the recording stands on the server; null where it cannot be sent now, which is said. */
async function ask() {
  const answer = await get(room.dataset.state, { headers: { "X-Background": "1" } });
  connection(true);
  if (answer.type === "opaqueredirect") say(words.signedOut, { signIn: true });
  else if (answer.status === 403) say(words.noRight);
  else if (answer.status === 404) say(words.gone);
  else if (answer.status === 200) return answer.json();
  else throw new Error(String(answer.status));
  return null;
}

async function send(rows, token) {
  const batch = rows.map((row) => ({ key: row.key, said_at: row.saidAt, ...row.fields }));
  const body = new URLSearchParams({ batch: JSON.stringify(batch), sent_at: new Date().toISOString() });
  const answer = await get(room.dataset.send, { method: "POST", body, headers: { "X-CSRFToken": token } });
  if (answer.status !== 200) throw new Error(String(answer.status));
  const { outcomes } = await answer.json();
  const byKey = new Map(rows.map((row) => [row.key, row]));
  let taken = 0;
  await change((store) => {
    for (const outcome of outcomes) {
      const row = byKey.get(outcome.key);
      if (!row) continue;
      taken += 1;
      if (outcome.number) store.delete(row.order);
      else store.put({ ...row, state: "refused", text: outcome.text, isRetried: outcome.again });
    }
  });
  const last = outcomes.filter((one) => one.number).at(-1);
  if (last) put(done, words.kept.replace("{number}", last.number));
  return taken;
}

async function sync() {
  syncAgain = isSyncing;
  if (isSyncing) return;
  isSyncing = true;
  clearTimeout(timer);
  let pause = ASK;
  try {
    let state = await ask();
    if (state && state.person !== person) {
      say(words.otherPerson);
      state = null;
    }
    if (state) {
      say(clockWords(state.now));
      refusal.hidden = !state.refusal;
      put(refusal.querySelector("span"), state.refusal);
      const unsent = (row) => row.state === "waiting" || (row.isRetried && !state.refusal);
      let rows = (await own()).filter(unsent).slice(0, AT_ONCE);
      const isAny = rows.length > 0;
      while (rows.length && (await send(rows, state.token))) {
        rows = (await own()).filter((row) => row.state === "waiting").slice(0, AT_ONCE);
      }
      showKept(isAny ? ((await ask()) ?? state) : state);
    }
  } catch {
    connection(false);
    pause = AGAIN;
  } finally {
    isSyncing = false;
    await showWaiting();
    timer = setTimeout(sync, syncAgain ? 0 : pause);
  }
}

// ---- Acts ---------------------------------------------------------------------------------------

function typed() {
  const data = new FormData(form);
  return Object.fromEntries(FIELDS.map((name) => [name, String(data.get(name) ?? "")]));
}

function fill(fields) {
  for (const name of FIELDS) {
    const control = form.elements[name];
    if (control instanceof RadioNodeList) control.value = fields[name] || control.value;
    else if (control.type === "checkbox") control.checked = fields[name] !== "";
    else control.value = fields[name];
  }
}

/** The empty form for the next opinion, in the same commune. */
function clear() {
  const before = typed();
  form.reset();
  const fresh = typed();
  fill(Object.fromEntries(FIELDS.map((name) => [name, STAYS.has(name) ? before[name] : fresh[name]])));
  for (const part of form.querySelectorAll("details")) part.open = false;
  form.querySelector(".error-summary")?.remove();
  form.elements.text.focus();
}

async function record() {
  const fields = typed();
  put(done, "");
  if (!fields.text.trim()) {
    put(done, words.empty);
    form.elements.text.focus();
    return;
  }
  const replaced = edited;
  await change((store) => {
    store.add({ key: newKey(), meeting, person, fields, saidAt: new Date().toISOString(), state: "waiting" });
    if (replaced !== null) store.delete(replaced);
  });
  edited = null;
  clear();
  put(done, words.stored);
  await showWaiting();
  sync();
}

async function resend(row) {
  await change((store) => store.put({ ...row, state: "waiting" }));
  await showWaiting();
  sync();
}

/** The words go back into the form; they stay in the store until they are written down anew. */
async function edit(row) {
  edited = row.order;
  fill(row.fields);
  form.querySelector("details").open = true;
  await showWaiting();
  form.elements.text.focus();
}

async function drop(row, pressed) {
  if (pressed.dataset.sure === undefined) {
    pressed.dataset.sure = "";
    pressed.textContent = words.dropSure;
    return;
  }
  await change((store) => store.delete(row.order));
  await showWaiting();
}

const opening = openStore();

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  // The frame would let the form be sent once only.
  event.stopPropagation();
  await opening;
  try {
    if (database) await record();
    else if (isOnline) form.submit();
    else say(words.noStore);
  } catch {
    // The store is full or was closed: what was typed still stands in the form.
    if (isOnline) form.submit();
    else say(words.noStore);
  }
});

window.addEventListener("online", () => sync());
window.addEventListener("offline", () => connection(false));
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) sync();
});

/** Have the browser keep this page for the time without network. */
async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(room.dataset.worker);
  const { active } = await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType("resource").map((entry) => entry.name);
  const channel = new MessageChannel();
  channel.port1.addEventListener("message", ({ data }) => {
    isReady = data === "kept";
    room.dataset.kept = String(isReady);
    connection(isOnline);
  });
  channel.port1.start();
  active.postMessage({ page: location.pathname, files: files.filter((one) => one.startsWith(location.origin)) }, [channel.port2]);
}

database = await opening;
if (!database) say(words.noStore);
await showWaiting();
connection(isOnline);
sync();
if (document.readyState === "complete") keepPage().catch(() => {});
else window.addEventListener("load", () => keepPage().catch(() => {}));
