// Keeps the page of an entry form and what it is drawn with, so that it opens without a line. Sends nothing itself.
const KEPT = "gongbao-offline-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { keep } = event.data || {};
  if (keep) event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(keep)).catch(() => undefined));
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  const fromStore = async (wrong) => {
    const held = await caches.match(event.request, { ignoreVary: true });
    if (held) return held;
    throw wrong;
  };
  event.respondWith(fetch(event.request).catch(fromStore));
});
