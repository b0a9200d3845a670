/** The base map of the person's scope on this phone: one file in the browser's cache, fetched only when asked for. */
import { shelf } from '../outbox/courier.svelte';
import { get, wire } from '../outbox/wire';
import { storage } from '../storage.svelte';

/** Not named like the app's own caches: an update of the app leaves it alone. */
const CACHE = 'basemap';
const FILE = '/field/basemap.pmtiles';
const KEY = 'basemap';

export interface About {
  version: string;
  bytes: number;
  scope: string;
  bounds: [number, number, number, number];
  min_zoom: number;
  max_zoom: number;
  credit: string;
  href: string;
}

interface Kept extends About {
  at: number;
}

class Pack {
  /** What is on the phone. */
  kept = $state.raw<Kept | null>(null);
  /** What the centre offers. */
  offer = $state.raw<About | null>(null);
  percent = $state<number | null>(null);
  fault = $state<'failed' | 'noRoom' | null>(null);

  async open(secret: string | null): Promise<void> {
    this.kept = (await shelf.recall<Kept>(KEY)) ?? null;
    if (this.kept && !(await this.file())) this.kept = null;
    if (secret === null || !navigator.onLine) return;
    try {
      this.offer = await get<About>('/api/basemap', secret);
    } catch {
      this.offer = null;
    }
  }

  async fetch(secret: string): Promise<void> {
    const about = this.offer;
    if (!about) return;
    this.fault = null;
    if (!(await storage.fits(about.bytes))) {
      this.fault = 'noRoom';
      return;
    }
    this.percent = 0;
    try {
      const answer = await wire(about.href, secret, { timeoutMs: 15 * 60_000 });
      if (!answer.ok || !answer.body) throw new Error(String(answer.status));
      const pieces: Uint8Array[] = [];
      let got = 0;
      const reader = answer.body.getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        pieces.push(next.value);
        got += next.value.byteLength;
        this.percent = Math.min(100, Math.round((got / about.bytes) * 100));
      }
      if (got !== about.bytes) throw new Error('broken off');
      const [cache] = await Promise.all([caches.open(CACHE), import('./engine').then(({ warm }) => warm())]);
      await cache.put(FILE, new Response(new Blob(pieces as BlobPart[])));
      const kept: Kept = { ...about, at: Date.now() };
      await shelf.keep(KEY, kept);
      this.kept = kept;
    } catch {
      this.fault = 'failed';
    } finally {
      this.percent = null;
      await storage.look();
    }
  }

  async drop(): Promise<void> {
    await (await caches.open(CACHE)).delete(FILE);
    await shelf.forget(KEY);
    this.kept = null;
    await storage.look();
  }

  async file(): Promise<Blob | null> {
    const found = await (await caches.open(CACHE)).match(FILE);
    return found ? found.blob() : null;
  }
}

export const pack = new Pack();
