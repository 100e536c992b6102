/* What public screens keep, so that one started without network shows its last state.

The newest answer of the server first; the kept one when none comes within five seconds. A page is
kept only with its two files: a page without its script would stay as it is for ever. */
"use strict";

const KEPT = "gabare-ecrans";
const FILES = "/ecran/fichiers/";
const PATIENCE_MS = 5000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(keepWhatIsOpen()));

self.addEventListener("fetch", event => {
  const { origin, pathname, search } = new URL(event.request.url);
  // A query string is a preview: nothing of it is kept.
  if (event.request.method !== "GET" || origin !== location.origin || search) return;
  if (pathname.startsWith(FILES)) event.respondWith(file(pathname));
  else if (pathname.startsWith("/ecran/")) event.respondWith(newest(pathname));
});

/* The first page was loaded before there was a worker: it is asked again, to be kept. */
async function keepWhatIsOpen() {
  await self.clients.claim();
  const open = await self.clients.matchAll({ type: "window" });
  const pages = open.map(one => new URL(one.url)).filter(url => !url.search);
  await Promise.allSettled(
    pages.flatMap(({ pathname }) => [newest(pathname), newest(pathname.replace(/\/*$/, "/etat.json"))])
  );
}

async function newest(path) {
  const kept = await caches.match(path);
  if (!kept) {
    const answer = await fetch(path, { cache: "no-store" });
    // Shown even if it cannot be kept: there is nothing else.
    if (answer.ok) await keep(path, answer.clone()).catch(reason => console.warn(path, reason));
    return answer;
  }
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(path, { cache: "no-store", signal });
    if (!answer.ok) return kept;
    // Kept before it is given: a body that stops halfway is not an answer.
    await keep(path, answer.clone());
    return answer;
  } catch {
    return kept;
  }
}

/* Keep an answer of our server, a page with its files; files of other versions go once it is kept.
What is neither a state nor a page of ours comes from something in between: it throws. */
async function keep(path, answer) {
  const cache = await caches.open(KEPT);
  const text = await answer.text();
  const files = path.endsWith(".json") ? JSON.parse(text) && [] : filesOf(text);
  await Promise.all(files.map(file));
  const headers = new Headers(answer.headers);
  // The date of an answer sets the clock of the screen: a kept one must not.
  headers.delete("Date");
  headers.delete("Content-Encoding");
  await cache.put(path, new Response(text, { headers }));
  if (!files.length) return;
  for (const { url } of await cache.keys())
    if (url.includes(FILES) && !files.some(name => url.endsWith(name))) await cache.delete(url);
}

function filesOf(page) {
  const files = page.match(/\/ecran\/fichiers\/[\w/.-]+/g);
  if (!files) throw new Error("not a page of ours");
  return files;
}

/* The address of a file changes with its content: a kept one is right for ever. */
async function file(path) {
  const kept = await caches.match(path);
  if (kept) return kept;
  const answer = await fetch(path, { signal: AbortSignal.timeout(4 * PATIENCE_MS) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  // The server gives today's file under an older address, and says that it is not to be kept.
  if (answer.headers.get("Cache-Control")?.includes("immutable"))
    await (await caches.open(KEPT)).put(path, answer.clone());
  return answer;
}
