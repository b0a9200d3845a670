/** The base map of the person's scope on this phone: one file in the browser's cache, fetched only when asked for. */
import { shelf } from '../outbox/courier.svelte';
import { get } from '../outbox/wire';
import { storage } from '../storage.svelte';
import { soon, whole, type About } from './packing';

/** Not named like the app's own caches: an update of the app leaves it alone. */
const CACHE = 'basemap';
const FILE = '/field/basemap.pmtiles';
const KEY = 'basemap';

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
    if (secret !== null && navigator.onLine) await this.#ask(secret);
  }

  async #ask(secret: string): Promise<void> {
    try {
      this.offer = await get<About>('/api/basemap', secret);
    } catch {
      this.offer = null;
    }
  }

  async fetch(secret: string): Promise<void> {
    const about = this.offer;
    if (!about || this.percent !== null) return;
    this.fault = null;
    if (!(await storage.fits(about.bytes))) {
      this.fault = 'noRoom';
      return;
    }
    this.percent = 0;
    try {
      const file = await whole(about, secret, (percent) => (this.percent = percent));
      await soon(import('./engine').then(({ warm }) => warm()));
      await soon(caches.open(CACHE).then((cache) => cache.put(FILE, new Response(file))));
      const kept: Kept = { ...about, at: Date.now() };
      await shelf.keep(KEY, kept);
      this.kept = kept;
    } catch (fault) {
      console.error(fault);
      this.fault = 'failed';
      // The centre may have another by now.
      await this.#ask(secret);
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
