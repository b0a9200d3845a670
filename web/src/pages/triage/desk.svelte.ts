/** The desk: the queue and what is chosen in it, who else looks, and the actions with their undoing. */
import { ask, get, isAbort } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { live } from '../../state/live.svelte';
import { space } from '../../state/space.svelte';
import { session } from '../../session/session.svelte';
import { uuid7 } from '../../lib/uuid7';
import { Attention } from './attention';
import { following, joined, settled, type Bulk, type Conflict, type Item, type Queue } from './model';

export type Filter = 'all' | 'unheld' | 'mine' | 'overdue';
/** Actions after which a report is no longer the next thing to look at. */
const MOVES_ON = new Set(['verify', 'respond', 'resolve', 'reject', 'merge']);
const SETTLE_MS = 250;

export interface Said {
  action: string;
  bulk: Bulk;
}

export interface Clash {
  id: string;
  conflicts: Conflict[];
  etag: string;
  state: string;
  /** The edit that was refused; null for a step. */
  wanted: Record<string, unknown> | null;
}

export class Desk {
  items = $state.raw<Item[]>([]);
  next = $state<string | null>(null);
  counts = $state.raw<Queue['counts']>(null);
  chosen = $state<string | null>(null);
  marked = $state.raw<readonly string[]>([]);
  filter = $state<Filter>('all');
  waiting = $state(0);
  loaded = $state(false);
  failed = $state(false);
  said = $state.raw<Said | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  clash = $state.raw<Clash | null>(null);
  /** Goes up with every change that concerns what is chosen: its parts are asked for again. */
  version = $state(0);
  item: Item | null = $derived(this.items.find((item) => item.incident.id === this.chosen) ?? null);

  #latest: Item[] = [];
  #soon: ReturnType<typeof setTimeout> | undefined;
  #attention = new Attention();

  /** `first` is the report to begin with, where it is in the queue. */
  constructor(first: string | null = null) {
    this.chosen = first;
  }

  get me(): string {
    return session.person?.name ?? '';
  }

  /** Ends with the function that leaves the desk. */
  open(): () => void {
    void this.load(true);
    const stop = live.listen((change) => {
      if (change.domain !== 'incidents') return;
      if (change.entity_id === this.chosen && change.entity === 'incident') this.version += 1;
      clearTimeout(this.#soon);
      this.#soon = setTimeout(() => void this.load(false), SETTLE_MS);
    });
    const away = () => this.#attention.turn(null);
    addEventListener('pagehide', away);
    return () => {
      stop();
      clearTimeout(this.#soon);
      removeEventListener('pagehide', away);
      away();
    };
  }

  async load(sorted: boolean): Promise<void> {
    const narrow = {
      all: {},
      unheld: { unheld: true },
      mine: { holder: this.me },
      overdue: { overdue: true },
    }[this.filter];
    try {
      const queue = await get<Queue>('/api/incidents/queue', { space: space.name, limit: 100, ...narrow });
      this.#latest = queue.items;
      this.next = queue.next;
      this.counts = queue.counts;
      this.loaded = true;
      this.failed = false;
      if (sorted) this.sort();
      else ({ items: this.items, waiting: this.waiting } = settled(this.items, queue.items));
      this.choose(this.item?.incident.id ?? this.items[0]?.incident.id ?? null);
    } catch (fault) {
      if (!isAbort(fault)) this.failed = true;
    }
  }

  /** Show the order of now. */
  sort(): void {
    this.items = this.#latest;
    this.waiting = 0;
    if (this.item === null) this.choose(this.items[0]?.incident.id ?? null);
  }

  async more(): Promise<void> {
    if (this.next === null) return;
    const queue = await get<Queue>('/api/incidents/queue', {
      space: space.name,
      limit: 100,
      after: this.next,
    });
    this.items = joined(this.items, queue.items);
    this.#latest = this.items;
    this.next = queue.next;
  }

  narrow(filter: Filter): void {
    this.filter = filter;
    this.marked = [];
    void this.load(true);
  }

  choose(id: string | null): void {
    this.chosen = id;
    this.#attention.turn(id);
  }

  step(by: 1 | -1): void {
    const place = this.items.findIndex((item) => item.incident.id === this.chosen);
    const next = this.items[Math.min(Math.max(place + by, 0), this.items.length - 1)];
    if (next) this.choose(next.incident.id);
  }

  mark(id: string): void {
    this.marked = this.marked.includes(id) ? this.marked.filter((one) => one !== id) : [...this.marked, id];
  }

  clearMarks(): void {
    this.marked = [];
  }

  /** What an action is for: the marked ones, else the chosen one. */
  get targets(): Item[] {
    if (this.marked.length > 0) return this.items.filter((item) => this.marked.includes(item.incident.id));
    return this.item ? [this.item] : [];
  }

  async act(action: string, more: Record<string, unknown> = {}, targets = this.targets): Promise<void> {
    if (targets.length === 0) return;
    this.problem = null;
    const ids = targets.map((item) => item.incident.id);
    const before = this.chosen;
    if (MOVES_ON.has(action) && before !== null && ids.includes(before)) {
      this.choose(following(this.items, before, ids));
    }
    try {
      const bulk = await ask<Bulk>('POST', '/api/incidents/bulk', {
        query: { space: space.name },
        body: {
          id: uuid7(),
          action,
          items: targets.map(({ incident }) => ({ id: incident.id, etag: incident.etag })),
          ...more,
        },
      });
      this.said = { action, bulk };
      this.clearMarks();
      const only = targets[0];
      if (targets.length === 1 && only && bulk.results[0]?.code === 'changed_meanwhile') {
        this.choose(before);
        await this.#explain(only, action, more);
      }
      if (bulk.results.some((result) => result.code !== null)) this.choose(before);
    } catch (fault) {
      this.choose(before);
      if (fault instanceof ApiProblem) this.problem = fault;
      else this.failed = true;
    }
    await this.load(true);
  }

  /** Asks for the step by itself, with what was read: the refusal says who changed what. */
  async #explain(item: Item, action: string, more: Record<string, unknown>): Promise<void> {
    try {
      await ask('POST', `/api/incidents/${item.incident.id}/actions/${action}`, {
        query: { space: space.name },
        body: more,
        ifMatch: item.incident.etag,
      });
    } catch (fault) {
      this.#clashed(fault, item.incident.id, null);
    }
  }

  async undo(): Promise<void> {
    const last = this.said;
    if (!last || last.bulk.undone || last.bulk.done === 0) return;
    try {
      const bulk = await ask<Bulk>('POST', `/api/incidents/bulk/${last.bulk.id}/undo`, {
        query: { space: space.name },
      });
      this.said = { action: 'undo', bulk };
    } catch (fault) {
      if (fault instanceof ApiProblem) this.problem = fault;
    }
    await this.load(true);
    const first = last.bulk.results.find((result) => result.done);
    if (first) this.choose(first.id);
  }

  /** True where it was taken; else `clash` or `problem` says why not. */
  async edit(id: string, etag: string, wanted: Record<string, unknown>): Promise<boolean> {
    this.problem = null;
    try {
      await ask('PATCH', `/api/incidents/${id}`, {
        query: { space: space.name, join: true },
        body: wanted,
        ifMatch: etag,
      });
      this.clash = null;
      await this.load(false);
      this.version += 1;
      return true;
    } catch (fault) {
      this.#clashed(fault, id, wanted);
      return false;
    }
  }

  async separate(into: string, repeat: string): Promise<void> {
    await this.#simply('DELETE', `/api/incidents/${into}/repeats/${repeat}`);
  }

  async take(id: string): Promise<void> {
    await this.#simply('POST', `/api/incidents/${id}/actions/claim`, { take_over: true });
  }

  async #simply(method: string, path: string, body?: unknown): Promise<void> {
    try {
      await ask(method, path, { query: { space: space.name }, ...(body === undefined ? {} : { body }) });
    } catch (fault) {
      if (fault instanceof ApiProblem) this.problem = fault;
    }
    this.version += 1;
    await this.load(true);
  }

  #clashed(fault: unknown, id: string, wanted: Record<string, unknown> | null): void {
    if (!(fault instanceof ApiProblem)) {
      this.failed = true;
    } else if (fault.status === 412) {
      this.clash = {
        id,
        conflicts: (fault.document['conflicts'] as Conflict[] | undefined) ?? [],
        etag: String(fault.document['etag'] ?? '*'),
        state: String(fault.document['state'] ?? ''),
        wanted,
      };
    } else {
      this.problem = fault;
    }
  }
}
