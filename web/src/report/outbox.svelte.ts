import { ask } from '../api/client';
import { backoff } from '../lib/backoff';
import { session } from '../session/session.svelte';
import { attempt, authorOf, isOf, reopened, type Parcel } from './outbox';
import { openShelf } from './shelf';

const KEPT_MS = 48 * 3600_000;

/** The reports of this device and their ticks. */
class Outbox {
  parcels = $state.raw<Parcel[]>([]);
  mine: Parcel[] = $derived(this.parcels.filter((p) => isOf(p, session.person?.name)));
  waiting: Parcel[] = $derived(this.mine.filter((p) => p.state === 'waiting' || p.state === 'sending'));
  /** Written by others at this device and not received yet: they wait for their authors, or for `sendAsMine`. */
  ofOthers: Parcel[] = $derived(
    this.parcels.filter((p) => !isOf(p, session.person?.name) && p.state !== 'received'),
  );
  #shelf = openShelf();
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  async open(): Promise<() => void> {
    this.parcels = await reopened(this.#shelf).catch(() => []);
    for (const old of this.parcels.filter((p) => p.state === 'received' && Date.now() - p.madeAt > KEPT_MS)) {
      await this.discard(old.id);
    }
    const online = () => void this.flush();
    addEventListener('online', online);
    void this.flush();
    return () => {
      removeEventListener('online', online);
      clearTimeout(this.#timer);
    };
  }

  /** Written down first; the promise ends when it is safe on this device, not when it is sent. */
  async post(parcel: Parcel): Promise<void> {
    await this.#keep(parcel);
    void this.flush();
  }

  /** For a report whose author has left, and which must not stay behind: who is signed in answers for it. */
  async sendAsMine(id: string): Promise<void> {
    const parcel = this.ofOthers.find((other) => other.id === id);
    const { person } = session;
    if (!parcel || !person) return;
    await this.post({ ...parcel, state: 'waiting', reason: null, author: authorOf(person) });
  }

  async discard(id: string): Promise<void> {
    this.parcels = this.parcels.filter((parcel) => parcel.id !== id);
    await this.#shelf.remove(id).catch(() => undefined);
  }

  async flush(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    clearTimeout(this.#timer);
    let left = false;
    for (const parcel of this.waiting) {
      await this.#keep({ ...parcel, state: 'sending' });
      const after = await attempt(parcel, (p) =>
        ask('POST', '/api/incidents', { body: p.body, query: { space: p.space }, timeoutMs: 15_000 }),
      );
      await this.#keep(after);
      left ||= after.state === 'waiting';
    }
    this.#running = false;
    this.#failures = left ? this.#failures + 1 : 0;
    if (left || this.waiting.length > 0) {
      this.#timer = setTimeout(() => void this.flush(), backoff(this.#failures, 20_000));
    }
  }

  async #keep(parcel: Parcel): Promise<void> {
    const others = this.parcels.filter((p) => p.id !== parcel.id);
    this.parcels = [...others, parcel].sort((a, b) => a.madeAt - b.madeAt);
    // Where the browser forbids storage the report still lives on this page until it is sent.
    await this.#shelf.put(parcel).catch(() => undefined);
  }
}

export const outbox = new Outbox();
