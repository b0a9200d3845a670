import { get, withQuery } from '../api/client';
import type { Change, Clock, Listed } from '../api/types';
import { backoff } from '../lib/backoff';
import { space } from './space.svelte';

const SILENCE_MS = 20_000;
const READ = 60;
const KEPT = 200;
/**
 * What was recorded so shortly before the line was opened is told as if it came over it: a list on the screen may have
 * been read before it.
 */
const OVERLAP_MS = 60_000;

type Listener = (change: Change) => void;

/** The open line to the server: what happened, as it happens, resumed where it broke off. */
class Live {
  state = $state<'connecting' | 'open' | 'lost'>('connecting');
  /** When the server was last heard, by this screen's clock. */
  heardAt = $state(Date.now());
  recent = $state.raw<Change[]>([]);
  #source: EventSource | null = null;
  #last = 0;
  /** Goes up with every opening and closing: what an earlier one still waits for counts no more. */
  #line = 0;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #listeners = new Set<Listener>();
  #watch: ReturnType<typeof setInterval> | undefined;

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async open(): Promise<void> {
    this.close();
    const line = this.#line;
    this.state = 'connecting';
    this.recent = [];
    this.#last = 0;
    try {
      const { items } = await get<Listed<Change>>('/api/changes/recent', {
        limit: READ,
        space: space.name,
      });
      if (line !== this.#line) return;
      this.recent = items;
      this.#last = items[0]?.seq ?? 0;
      if (items.some((one) => space.isAhead(Date.parse(one.recorded_at)))) await this.#readBack();
      if (line !== this.#line) return;
      const since = Date.now() - OVERLAP_MS;
      for (const change of [...items].reverse())
        if (Date.parse(change.recorded_at) > since) this.#tell(change);
    } catch {
      // The stream itself tells the state of the line.
    }
    if (line !== this.#line) return;
    this.#connect();
    this.#watch = setInterval(() => this.#checkSilence(), 2000);
  }

  close(): void {
    this.#line += 1;
    clearInterval(this.#watch);
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  #connect(): void {
    this.#source?.close();
    const source = new EventSource(
      withQuery('/api/stream', { space: space.name, after: this.#last || null }),
    );
    this.#source = source;
    source.onopen = () => this.#heard();
    source.addEventListener('clock', (event) => {
      this.#heard();
      const before = space.now;
      space.hear(JSON.parse(event.data as string) as Clock);
      if (space.isAhead(before)) void this.#readBack().catch(() => undefined); // as in `open`
    });
    source.addEventListener('change', (event) => {
      this.#heard();
      this.#receive(JSON.parse(event.data as string) as Change);
    });
    source.onerror = () => this.#lose();
  }

  /** The clock was set back: what was recorded up to its moment is read, and kept beside what was recorded later. */
  async #readBack(): Promise<void> {
    const query = { limit: READ, space: space.name, known_at: new Date(space.now).toISOString() };
    const { items } = await get<Listed<Change>>('/api/changes/recent', query);
    if (query.space !== space.name) return;
    const known = new Map([...items, ...this.recent].map((one) => [one.seq, one]));
    this.recent = [...known.values()].sort((a, b) => b.seq - a.seq).slice(0, KEPT);
  }

  #receive(change: Change): void {
    if (change.seq <= this.#last) return;
    this.#last = change.seq;
    this.recent = [change, ...this.recent].slice(0, KEPT);
    this.#tell(change);
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  #heard(): void {
    this.heardAt = Date.now();
    this.state = 'open';
    this.#attempt = 0;
  }

  #lose(): void {
    this.state = 'lost';
    this.#source?.close();
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), backoff(this.#attempt++, 15_000));
  }

  #checkSilence(): void {
    if (this.state === 'open' && Date.now() - this.heardAt > SILENCE_MS) this.#lose();
  }
}

export const live = new Live();
