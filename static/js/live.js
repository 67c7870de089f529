// A page that follows a sitting: the state comes by the live channel, each part as HTML made once for
// everybody. Forms stand outside the parts, so nothing that is typed is ever replaced. Where the
// channel is lost the page says of when it is, and asks for the state every few seconds.

const root = document.querySelector("[data-live]");
const sign = document.querySelector("[data-live-sign]");
const words = sign?.querySelector("[data-live-words]");
// Milliseconds: beats come every five seconds; two may be late.
const SILENCE = 12_000;
const ASK = 4000;

let seq = Number(root.dataset.seq ?? 0);
let heardAt = Date.now();
let stateAt = Date.now();
// The server's clock less ours: a tablet whose clock is wrong still counts right. It is taken from the
// page as it arrived and from states newer than that: one that is sent again on opening is old.
const [arrival] = performance.getEntriesByType("navigation");
let ahead = root.dataset.at ? Number(root.dataset.at) - (performance.timeOrigin + (arrival?.responseStart ?? 0)) : 0;
let source;
let tag = "";
let isOn = false;

function time(moment) {
  return new Date(moment + ahead).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
}

function tell(on) {
  isOn = on;
  if (!sign) return;
  const state = on ? "on" : "stale";
  const text = on ? words.dataset.on : words.dataset.stale.replace("{time}", time(stateAt));
  if (sign.dataset.state !== state) sign.dataset.state = state;
  if (words.textContent !== text) words.textContent = text;
}

function show(state) {
  stateAt = Date.now();
  if (state.seq <= seq) return;
  seq = state.seq;
  ahead = state.at - stateAt;
  for (const part of document.querySelectorAll("[data-part]")) {
    const html = state.parts[part.dataset.part];
    if (html !== undefined && part.dataset.shown !== String(hash(html))) {
      part.dataset.shown = String(hash(html));
      part.innerHTML = html;
    }
  }
  if (root.dataset.mode) root.dataset.mode = state.mode;
  place(state.queue);
  tick();
  document.dispatchEvent(new CustomEvent("live:state", { detail: state }));
  refresh();
}

function hash(text) {
  let value = 0;
  for (let at = 0; at < text.length; at += 1) value = (value * 31 + text.charCodeAt(at)) | 0;
  return value;
}

/** Where I stand in the list of speakers. */
function place(queue) {
  for (const mine of document.querySelectorAll("[data-my-place]")) {
    const at = queue.indexOf(Number(mine.dataset.myPlace));
    if (at >= 0) mine.textContent = mine.dataset.words.replace("{place}", String(at + 1));
  }
}

function listen() {
  source?.close();
  source = new EventSource(root.dataset.live);
  source.addEventListener("state", (event) => {
    heardAt = Date.now();
    show(JSON.parse(event.data));
    tell(true);
  });
  source.addEventListener("beat", (event) => {
    heardAt = Date.now();
    // The web server is there; whether it still hears of changes it says itself.
    if (event.data === "1") {
      stateAt = Date.now();
      if (!isOn) ask();
    }
    tell(event.data === "1");
  });
  source.addEventListener("error", () => tell(false));
}

/** Ask for the state; the server answers 304 where nothing has changed. */
async function ask() {
  try {
    const answer = await fetch(root.dataset.liveState, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
    if (answer.status === 200) {
      tag = answer.headers.get("ETag") ?? "";
      show(await answer.json());
    } else if (answer.status === 304) {
      stateAt = Date.now();
    }
  } catch {
    // The network is away; the sign says of when the page is.
  }
}

setInterval(() => {
  if (Date.now() - heardAt > SILENCE) {
    tell(false);
    heardAt = Date.now();
    listen();
  } else if (source.readyState === EventSource.CLOSED) {
    tell(false);
    listen();
  }
}, 2000);

setInterval(() => {
  if (!isOn) ask().then(() => tell(isOn));
}, ASK + Math.random() * 1000);

/** Clocks run here; the state says only from when. */
function clock(seconds) {
  const whole = Math.floor(Math.abs(seconds));
  return `${seconds < 0 ? "−" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function tick() {
  const now = Date.now() + ahead;
  for (const one of document.querySelectorAll("[data-clock]")) {
    const { start, limit, paused, pausedSeconds } = one.dataset;
    const gone = ((paused ? Number(paused) : now) - Number(start)) / 1000 - Number(pausedSeconds ?? 0);
    if (one.dataset.clock === "up") one.textContent = clock(Math.max(gone, 0));
    else {
      const left = Number(limit) - gone;
      one.textContent = clock(left);
      one.toggleAttribute("data-over", left < 0);
    }
  }
  for (const one of document.querySelectorAll("[data-time]")) one.textContent = time(Date.now());
}

setInterval(tick, 500);

/** Parts with buttons are the user's own: they are fetched anew, but never from under the hands. */
const own = [...document.querySelectorAll("[data-refresh]")];
const note = document.querySelector("[data-refresh-note]");
let isDue = false;
let isFetching = false;

function isBusy() {
  return own.some((part) => {
    const region = document.getElementById(part.id);
    const typed = [...region.querySelectorAll("input:not([type=hidden]), textarea")].some((field) => field.value !== field.defaultValue);
    return typed || region.querySelector("details[open]") !== null;
  });
}

async function refresh() {
  if (!own.length) return;
  isDue = true;
  if (isFetching) return;
  if (isBusy()) {
    if (note) note.hidden = false;
    return;
  }
  isFetching = true;
  isDue = false;
  try {
    const answer = await fetch(location.pathname.replace(/dieu-hanh-phien\/.*/, "dieu-hanh-phien/"), { headers: { "X-Background": "1" } });
    if (answer.ok && !answer.redirected && !isBusy()) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of own) {
        const focused = document.activeElement?.closest(`#${part.id}`) ? document.activeElement.textContent : null;
        const region = document.getElementById(part.id);
        const fresh = page.getElementById(part.id);
        if (!fresh) continue;
        region.replaceWith(fresh);
        if (focused) [...fresh.querySelectorAll("button")].find((button) => button.textContent === focused)?.focus();
      }
      if (note) note.hidden = true;
      tick();
    } else isDue = true;
  } catch {
    isDue = true;
  } finally {
    isFetching = false;
  }
}

setInterval(() => {
  if (isDue && own.length) refresh();
}, 1500);

tell(false);
listen();
tick();
