// The service worker of the pages on which opinions are written down. A page opened once opens again
// without network: it is kept with its scripts, styles and fonts, and holds no opinion itself. What is
// typed lies in the store of the page (recording.js); nothing is sent from here.

const PREFIX = "hdnd-ghi:";
const PAGES = new URL(self.registration.scope).pathname;
const STATIC = "/static/";
// A name that carries the digest of its content never changes.
const NAMED_BY_CONTENT = /\.[0-9a-f]{12}\.\w+$/;
// Milliseconds: a network slower than that is none where something is kept.
const PATIENCE = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { page, files } = event.data ?? {};
  if (!isPage(page) || !Array.isArray(files)) return;
  event.waitUntil(
    keep(page, files).then(
      () => event.ports[0]?.postMessage("kept"),
      () => event.ports[0]?.postMessage("failed"),
    ),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (isPage(address.pathname)) event.respondWith(open(request));
  } else if (address.pathname.startsWith(STATIC)) {
    event.respondWith(file(request));
  }
});

function isPage(path) {
  return typeof path === "string" && path.startsWith(PAGES) && /^\d+\/$/.test(path.slice(PAGES.length));
}

/** Keep a page with all it needs; the page itself last, so that it is never kept without. */
async function keep(page, files) {
  const answer = await fetch(page, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
  if (answer.status !== 200) throw new Error(String(answer.status));
  const cache = await caches.open(PREFIX + page);
  const needed = files.filter((one) => new URL(one, self.location.origin).pathname.startsWith(STATIC));
  await cache.addAll(needed);
  await cache.put(page, answer);
  const kept = new Set([page, ...needed].map((one) => new URL(one, self.location.origin).href));
  for (const request of await cache.keys()) {
    if (!kept.has(request.url)) await cache.delete(request);
  }
}

/** From the network; what is kept where there is none, or the server is not well. */
async function open(request) {
  const kept = await caches.match(request, { ignoreSearch: true });
  if (!kept) return fetch(request);
  try {
    const answer = await soon(request);
    return answer.status >= 500 ? kept : answer;
  } catch {
    return kept;
  }
}

async function file(request) {
  const kept = await caches.match(request);
  if (!kept) return fetch(request);
  if (NAMED_BY_CONTENT.test(new URL(request.url).pathname)) return kept;
  try {
    const answer = await soon(request);
    return answer.ok ? answer : kept;
  } catch {
    return kept;
  }
}

function soon(request) {
  return Promise.race([
    fetch(request),
    new Promise((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE)),
  ]);
}
