/**
 * The app's own files without a connection, and sending in the background. It keeps no report: those are in
 * IndexedDB, which a new version of this file leaves alone.
 */
import { sendCounts } from '../count/sending';
import { round } from '../outbox/sender';
import { poster } from '../outbox/posting';
import { Shelf } from '../outbox/shelf';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: the files of the app by their addresses, and a name that changes with any of them. */
declare const __FIELD_FILES__: string[];
declare const __FIELD_VERSION__: string;

const PAGE = '/field/';
const CORE = `field-${__FIELD_VERSION__}`;
/** Parts that are fetched when first needed (the map); their names change with their content. */
const LATER = 'field-later';
const LOCK = 'geoops-field-outbox';

const isOld = (name: string) => name.startsWith('field-') && name !== CORE && name !== LATER;
/** Hashed names may be taken from an older version's cache; pages and manifests may not. */
const isHashed = (path: string) => path.startsWith('/assets/') && /-[\w-]{8}\.\w+$/.test(path);

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CORE);
      for (const path of __FIELD_FILES__) {
        const had = isHashed(path) ? await caches.match(path) : undefined;
        const answer = had ?? (await fetch(path, { cache: 'reload', credentials: 'omit' }));
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
        await cache.put(path, answer);
      }
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (isOld(name)) await caches.delete(name);
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'skip-waiting') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate' && url.pathname.startsWith(PAGE)) {
    event.respondWith(fromCore(PAGE, request));
  } else if (url.pathname.startsWith('/assets/')) {
    event.respondWith(asset(request, url.pathname));
  } else if (url.pathname.startsWith(PAGE)) {
    event.respondWith(fromCore(url.pathname, request));
  }
});

async function fromCore(path: string, request: Request): Promise<Response> {
  return (await (await caches.open(CORE)).match(path)) ?? fetch(request);
}

async function asset(request: Request, path: string): Promise<Response> {
  const had = await caches.match(path);
  if (had) return had;
  const answer = await fetch(request);
  if (answer.ok && isHashed(path)) await (await caches.open(LATER)).put(path, answer.clone());
  return answer;
}

/** The browser calls this when the network is back, also where the app is closed. */
async function send(): Promise<void> {
  const left = await self.navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    // A tab is at it.
    if (!lock) return null;
    const shelf = new Shelf();
    const counts = (await sendCounts(shelf, undefined, { hurry: true })).nextMs;
    const reports = (await round(shelf, poster, { hurry: true, sole: true })).nextMs;
    return counts === null || reports === null ? (counts ?? reports) : Math.min(counts, reports);
  });
  new BroadcastChannel('geoops-field').postMessage('changed');
  // A promise that fails makes the browser call again, with pauses of its own.
  if (left !== null) throw new Error('reports are left to send');
}

type SyncEvent = ExtendableEvent & { tag: string };

for (const kind of ['sync', 'periodicsync']) {
  self.addEventListener(kind as 'activate', (event) => {
    if ((event as SyncEvent).tag === 'outbox') event.waitUntil(send());
  });
}
