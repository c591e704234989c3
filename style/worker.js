// What answers on a phone without a signal: the one page, its style and its programs, as they were built together. Nothing of
// anybody is kept. The list and its name come from the server (`field.rs`); a new build has another name.
addEventListener("install", e => {
  const fresh = shell.map(path => new Request(path, { cache: "reload" }));
  e.waitUntil(caches.open(kept).then(cache => cache.addAll(fresh)).then(() => skipWaiting()));
});
addEventListener("activate", e => {
  const old = names => Promise.all(names.filter(name => name != kept).map(name => caches.delete(name)));
  e.waitUntil(caches.keys().then(old).then(() => clients.claim()));
});
addEventListener("fetch", e => {
  const { origin, pathname } = new URL(e.request.url);
  if (e.request.method != "GET" || origin != location.origin || !shell.includes(pathname)) return;
  e.respondWith(caches.match(pathname, { cacheName: kept }).then(found => found ?? fetch(e.request)));
});
addEventListener("sync", e => e.tag == "outbox" && e.waitUntil(outbox.sync()));
