/** My reports in this tab, and the one sender of all tabs: whoever holds the lock sends, the others look on. */
import { sendCounts } from '../count/sending';
import { bearer, follow, round } from './sender';
import {
  isWaiting,
  standing,
  tick,
  type Entry,
  type Part,
  type Report,
  type Standing,
  type Tick,
} from './model';
import { poster } from './posting';
import { Shelf } from './shelf';
import type { Identity } from '../who/identity';

const LOCK = 'geoops-field-outbox';
const CHANNEL = 'geoops-field';
const EVERY_MS = 60_000;
const LOCKED_MS = 3_000;
/** A report that the centre has is taken off the phone after so long; its photographs, the heavy part, sooner. */
const KEPT_MS = 30 * 86_400_000;
const PARTS_KEPT_MS = 2 * 86_400_000;

export interface Item {
  report: Report;
  stand: Standing;
  tick: Tick;
  waiting: boolean;
  /** Parts that the centre has. */
  sent: number;
  /** Nobody on this phone may send it: someone has to sign in. */
  ownerless: boolean;
}

export const shelf = new Shelf();

/**
 * Runs the work where no other tab or worker is at it; false where one is. The work is told whether that is certain:
 * old browsers have no locks, and there the server tells repeats apart by their ids.
 */
export async function alone(work: (sole: boolean) => Promise<void>): Promise<boolean> {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) {
    await work(false);
    return true;
  }
  return locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) return false;
    await work(true);
    return true;
  });
}

class Courier {
  items = $state.raw<Item[]>([]);
  /** False until the list was read once: an empty list means something only then. */
  ready = $state(false);
  online = $state(navigator.onLine);
  /** What the centre does not have whole yet. */
  waiting = $derived(this.items.filter((item) => item.waiting));
  /** Of these, what goes by itself as soon as it can. */
  leaving = $derived(this.waiting.filter((item) => item.tick !== 'refused'));
  /** Told when something that is no report was sent, here or in another tab. */
  heard: () => void = () => undefined;
  #channel = new BroadcastChannel(CHANNEL);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #busy = false;
  #again = false;

  async open(): Promise<() => void> {
    this.#channel.onmessage = () => {
      void this.look();
      this.heard();
    };
    await this.look();
    await this.#sweep();
    const minute = setInterval(() => void this.minute(), EVERY_MS);
    const online = () => {
      this.online = navigator.onLine;
      if (this.online) void this.send(true);
    };
    const seen = () => {
      if (document.visibilityState === 'visible') void this.minute(true);
    };
    addEventListener('online', online);
    addEventListener('offline', online);
    document.addEventListener('visibilitychange', seen);
    void this.minute(true);
    return () => {
      clearInterval(minute);
      clearTimeout(this.#timer);
      removeEventListener('online', online);
      removeEventListener('offline', online);
      document.removeEventListener('visibilitychange', seen);
    };
  }

  /** Reads the list again. */
  async look(): Promise<void> {
    const [reports, entries, identities] = await Promise.all([
      shelf.reports(),
      shelf.entries(),
      shelf.identities(),
    ]);
    const current = (await shelf.recall<string>('current')) ?? null;
    this.items = reports.map((report) => item(report, entries.get(report.id) ?? [], identities, current));
    this.ready = true;
  }

  /** Written down first: when this resolves, the report is safe on this phone. */
  async add(report: Report, parts: Part[]): Promise<boolean> {
    const fresh = await shelf.add(report, parts);
    this.tell();
    await this.look();
    void this.#wake();
    void this.send(true);
    return fresh;
  }

  async note(entry: Entry): Promise<void> {
    await shelf.append(entry);
    this.tell();
    await this.look();
  }

  async retry(item: Item): Promise<void> {
    await this.note({ what: 'retry', report: item.report.id, at: Date.now() });
    for (const part of item.stand.parts.keys()) {
      await this.note({ what: 'retry', report: item.report.id, part, at: Date.now() });
    }
    void this.send(true);
  }

  async minute(hurry = false): Promise<void> {
    await this.send(hurry);
    if (navigator.onLine) await alone(async () => void (await follow(shelf, poster, this.#asked())));
  }

  async send(hurry = false): Promise<void> {
    if (this.#busy) {
      this.#again ||= hurry;
      return;
    }
    if (!navigator.onLine) return;
    this.#busy = true;
    clearTimeout(this.#timer);
    try {
      const had = await alone(async (sole) => {
        const done = await round(shelf, poster, { ...this.#asked(), hurry, sole });
        const counts = await sendCounts(shelf, undefined, { hurry });
        if (counts.moved) this.tell();
        if (counts.moved) this.heard();
        const next = Math.min(done.nextMs ?? Infinity, counts.nextMs ?? Infinity);
        if (Number.isFinite(next)) this.#timer = setTimeout(() => void this.send(), next + 50);
      });
      // Whoever holds the lock may be a page on its way out.
      if (!had) this.#timer = setTimeout(() => void this.send(hurry), LOCKED_MS);
    } finally {
      this.#busy = false;
      if (this.#again) {
        this.#again = false;
        void this.send(true);
      }
    }
  }

  /** What else keeps something in the outbox asks to be sent, also where the app is closed. */
  wakeAndSend(): void {
    this.tell();
    void this.#wake();
    void this.send(true);
  }

  tell(): void {
    this.#channel.postMessage('changed');
  }

  #asked() {
    return {
      changed: () => {
        this.tell();
        void this.look();
      },
    };
  }

  /** Asks the browser to send even when the app is closed, where it can. */
  async #wake(): Promise<void> {
    try {
      const registration = await navigator.serviceWorker.ready;
      const sync = (registration as unknown as { sync?: { register(tag: string): Promise<void> } }).sync;
      await sync?.register('outbox');
    } catch {
      // The minute, the next opening and the button remain.
    }
  }

  async #sweep(): Promise<void> {
    const done = this.items.filter((item) => !item.waiting && item.stand.known);
    const age = (item: Item) => Date.now() - item.report.madeAt;
    for (const item of done) {
      if (age(item) > KEPT_MS) await shelf.remove(item.report.id);
      else if (age(item) > PARTS_KEPT_MS && item.sent === item.report.parts)
        await shelf.removeParts(item.report.id);
    }
    if (done.length > 0) await this.look();
  }
}

function item(report: Report, entries: Entry[], identities: Identity[], current: string | null): Item {
  const stand = standing(entries);
  const waiting = isWaiting(report, stand);
  return {
    report,
    stand,
    tick: tick(stand),
    waiting,
    sent: [...stand.parts.values()].filter((part) => part.done).length,
    ownerless: waiting && bearer(report, identities, current) === null,
  };
}

export const courier = new Courier();
