/** The desk: the queue and what is chosen in it, who else looks, and the actions with their undoing. */
import { ask, get, isAbort } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { follow } from '../../state/follow';
import { live } from '../../state/live.svelte';
import { space } from '../../state/space.svelte';
import { session } from '../../session/session.svelte';
import { uuid7 } from '../../lib/uuid7';
import { Attention } from './attention';
import { Bulks, type Said } from './bulks.svelte';
import { Questions } from './questions';
import { clashIn, type Clash } from './clash';
import { following, joined, settled, type Item, type Queue } from './model';

export type Filter = 'all' | 'unheld' | 'mine' | 'overdue';
/** Actions after which a report is no longer the next thing to look at. */
const MOVES_ON = new Set(['verify', 'respond', 'resolve', 'reject', 'merge']);
const SETTLE_MS = 250;
const PAGE = 100;
/** The most that the server gives at once. */
const MOST = 1000;

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
  problem = $state.raw<ApiProblem | null>(null);
  /** No answer came to what was last asked for: whether it was done is not known. */
  unanswered = $state(false);
  clash = $state.raw<Clash | null>(null);
  /** Goes up with every change that concerns what is chosen: its parts are asked for again. */
  version = $state(0);
  item: Item | null = $derived(this.items.find((item) => item.incident.id === this.chosen) ?? null);

  #attention = new Attention();
  /** Goes up with every step, choice and mark of the officer's: the desk then no longer moves by itself. */
  #hand = 0;
  #questions = new Questions();
  #bulks = new Bulks();

  /** `first` is the report to begin with, where it is in the queue. */
  constructor(first: string | null = null) {
    this.chosen = first;
  }

  /** What came of the last action. */
  get said(): Said | null {
    return this.#bulks.said;
  }

  get me(): string {
    return session.person?.name ?? '';
  }

  /** Ends with the function that leaves the desk. */
  open(): () => void {
    void this.load(true);
    const again = follow(({ domain }) => domain === 'incidents', () => void this.load(false), SETTLE_MS); // prettier-ignore
    const stop = live.listen(({ domain, entity, entity_id: id }) => {
      if (domain === 'incidents' && entity === 'incident' && id === this.chosen) this.version += 1;
    });
    const away = () => this.#attention.turn(null);
    addEventListener('pagehide', away);
    return () => {
      again();
      stop();
      removeEventListener('pagehide', away);
      away();
    };
  }

  /** As much as is shown now, at least a page. An answer that an answer to a later question overtook counts no more. */
  async load(sorted: boolean): Promise<void> {
    const asked = this.#questions.ask(sorted);
    try {
      const queue = await this.#page(Math.min(Math.max(PAGE, this.items.length), MOST));
      const what = this.#questions.answer(asked);
      if (what === 'nothing') return;
      this.next = queue.next;
      this.counts = queue.counts;
      this.loaded = true;
      this.failed = false;
      const before = what === 'sort' ? [] : this.items;
      ({ items: this.items, waiting: this.waiting } = settled(before, queue.items));
      this.#show(this.item?.incident.id ?? this.items[0]?.incident.id ?? null);
    } catch (fault) {
      if (!isAbort(fault)) this.failed = true;
    }
  }

  async more(): Promise<void> {
    if (this.next === null) return;
    const filter = this.filter;
    try {
      const queue = await this.#page(PAGE, this.next);
      if (filter !== this.filter) return;
      this.items = joined(this.items, queue.items);
      this.next = queue.next;
    } catch (fault) {
      if (!isAbort(fault)) this.failed = true;
    }
  }

  #page(limit: number, after?: string): Promise<Queue> {
    const narrow = {
      all: {},
      unheld: { unheld: true },
      mine: { holder: this.me },
      overdue: { overdue: true },
    }[this.filter];
    return get<Queue>('/api/incidents/queue', { space: space.name, limit, after, ...narrow });
  }

  narrow(filter: Filter): void {
    this.#hand += 1;
    this.filter = filter;
    this.marked = [];
    void this.load(true);
  }

  /** The officer's own choice. */
  choose(id: string | null): void {
    this.#hand += 1;
    this.#show(id);
  }

  #show(id: string | null): void {
    this.chosen = id;
    this.#attention.turn(id);
  }

  step(by: 1 | -1): void {
    const place = this.items.findIndex((item) => item.incident.id === this.chosen);
    const next = this.items[Math.min(Math.max(place + by, 0), this.items.length - 1)];
    if (next) this.choose(next.incident.id);
  }

  mark(id: string): void {
    this.#hand += 1;
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
    this.#begin();
    const ids = targets.map((item) => item.incident.id);
    const [before, hand] = [this.chosen, this.#hand];
    const back = () => {
      if (this.#hand === hand) this.#show(before);
    };
    if (MOVES_ON.has(action) && before !== null && ids.includes(before)) {
      this.#show(following(this.items, before, ids));
    }
    const body = {
      id: uuid7(),
      action,
      items: targets.map(({ incident }) => ({ id: incident.id, etag: incident.etag })),
      ...more,
    };
    try {
      const bulk = await this.#bulks.send(action, body);
      this.marked = this.marked.filter((id) => !ids.includes(id));
      const only = targets[0];
      if (targets.length === 1 && only && bulk.results[0]?.code === 'changed_meanwhile') {
        back();
        await this.#explain(only, action, more);
      }
      if (bulk.results.some((result) => result.code !== null)) back();
    } catch (fault) {
      back();
      this.#refused(fault);
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
    const hand = this.#hand;
    this.#begin();
    let last: Said | null = null;
    try {
      last = await this.#bulks.undo();
      if (!last) return;
    } catch (fault) {
      this.#refused(fault);
    }
    await this.load(true);
    const first = last?.bulk.results.find((result) => result.done);
    if (first && this.#hand === hand) this.#show(first.id);
  }

  /** True where it was taken; else `clash` or `problem` says why not. */
  async edit(id: string, etag: string, wanted: Record<string, unknown>): Promise<boolean> {
    this.#begin();
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

  separate(into: string, repeat: string): Promise<void> {
    return this.#simply('DELETE', `/api/incidents/${into}/repeats/${repeat}`);
  }

  take(id: string): Promise<void> {
    return this.#simply('POST', `/api/incidents/${id}/actions/claim`, { take_over: true });
  }

  async #simply(method: string, path: string, body?: unknown): Promise<void> {
    this.#begin();
    try {
      await ask(method, path, { query: { space: space.name }, ...(body === undefined ? {} : { body }) });
    } catch (fault) {
      this.#refused(fault);
    }
    this.version += 1;
    await this.load(true);
  }

  #clashed(fault: unknown, id: string, wanted: Record<string, unknown> | null): void {
    if (fault instanceof ApiProblem && fault.status === 412) this.clash = clashIn(fault, id, wanted);
    else this.#refused(fault);
  }

  #begin(): void {
    this.problem = null;
    this.unanswered = false;
  }

  #refused(fault: unknown): void {
    if (fault instanceof ApiProblem) this.problem = fault;
    else this.unanswered = true;
  }
}
