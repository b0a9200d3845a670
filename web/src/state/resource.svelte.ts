import { get, isAbort, withQuery, worthRetrying, type Query } from '../api/client';
import { backoff } from '../lib/backoff';

/** How much is asked for, or which stretch; what it is about stays the same. */
const EXTENT = { limit: null, after: null, from: null, to: null, since: null };
/** So long what answered the question before may stand while the answer to another one is on its way. */
const BEFORE_MS = 1000;

interface Subject {
  /** Of which thing, in which space. */
  thing: string;
  /** The same with all that narrows it: a filter, a moment, a period. */
  whole: string;
}

const subjectOf = (path: string, query: Query): Subject => ({
  thing: `${path} ${String(query['space'])}`,
  whole: withQuery(path, { ...query, ...EXTENT }),
});

/**
 * One answer of the server that a screen keeps: the old stays until the new is whole; only the last question counts.
 *
 * What answers another question never stands under the heading of this one for longer than a moment, and of another
 * thing or space not at all. The same question asked again while it is under way is asked once more after its answer:
 * a line slower than the changes that come over it still brings answers.
 */
export class Resource<T> {
  data = $state.raw<T | null>(null);
  busy = $state(false);
  failed = $state(false);
  #asking: AbortController | null = null;
  #question = '';
  #running: Promise<void> = Promise.resolve();
  #anew = false;
  #again: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  /** What `data` is about and what was asked about last; null where there is nothing. */
  #shown: Subject | null = null;
  #wanted: Subject | null = null;
  #before: ReturnType<typeof setTimeout> | undefined;

  /** `took` hears every answer that is kept. */
  constructor(private readonly took: (data: T) => void = () => undefined) {}

  load(path: string, query: Query = {}): Promise<void> {
    const question = withQuery(path, query);
    if (this.#asking && question === this.#question) {
      this.#anew = true;
      return this.#running;
    }
    this.#asking?.abort();
    clearTimeout(this.#again);
    this.#question = question;
    this.#turnTo(subjectOf(path, query));
    this.#running = this.#ask(path, query);
    return this.#running;
  }

  clear(): void {
    this.#asking?.abort();
    clearTimeout(this.#again);
    this.#asking = this.#wanted = null;
    this.#drop();
    this.busy = this.failed = false;
  }

  async #ask(path: string, query: Query): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    this.busy = true;
    try {
      do {
        this.#anew = false;
        const data = await get<T>(path, query, asking.signal);
        if (this.#asking !== asking) return;
        this.data = data;
        this.#shown = this.#wanted;
        this.#turned();
        this.failed = false;
        this.#failures = 0;
        this.took(data);
      } while (this.#anew);
    } catch (fault) {
      if (this.#asking !== asking || isAbort(fault)) return;
      this.failed = true;
      if (this.#shown?.whole !== this.#wanted?.whole) this.#drop();
      // What will never be answered otherwise is not asked again; a server in trouble is, ever more gently.
      if (worthRetrying(fault))
        this.#again = setTimeout(() => void this.load(path, query), backoff(this.#failures++));
    } finally {
      if (this.#asking === asking) {
        this.#asking = null;
        this.busy = false;
      }
    }
  }

  #turnTo(subject: Subject): void {
    if (subject.whole !== this.#wanted?.whole) {
      this.failed = false;
      this.#failures = 0;
    }
    this.#wanted = subject;
    if (this.#shown === null) return;
    if (subject.thing !== this.#shown.thing) this.#drop();
    else if (subject.whole === this.#shown.whole) this.#turned();
    // One question after another puts it off no further.
    else this.#before ??= setTimeout(() => this.#drop(), BEFORE_MS);
  }

  #turned(): void {
    clearTimeout(this.#before);
    this.#before = undefined;
  }

  #drop(): void {
    this.#turned();
    this.#shown = null;
    this.data = null;
  }
}
