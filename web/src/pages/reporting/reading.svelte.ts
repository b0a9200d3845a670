import { worthRetrying } from '../../api/client';
import { Unreachable } from '../../api/problem';
import { backoff } from '../../lib/backoff';
import { moment } from '../../lib/vn-time';
import type { ReportingWords } from './words';

/** Reading something from the server again and again: whether what is shown may be behind it, and the new tries. */
export class Reading<T> {
  /** The server was asked and did not answer with it: what is shown may have been changed since. */
  stale = $state(false);
  /** Whether it is asked again by itself. */
  retrying = $state(false);
  /** When the server gave what is shown; null for a copy that this machine kept. */
  readAt = $state<number | null>(null);
  readonly #read: () => Promise<T>;
  readonly #take: (answer: T) => void;
  readonly #failed: (fault: unknown) => void;
  #again: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #stopped = false;
  #under: Promise<void> | null = null;
  #anew = false;
  #outdated = false;

  /** `take` is given every answer that counts; `failed` hears what will not be otherwise by itself, and that the server is out of reach. */
  constructor(read: () => Promise<T>, take: (answer: T) => void, failed: (fault: unknown) => void) {
    this.#read = read;
    this.#take = take;
    this.#failed = failed;
  }

  /** One after the other, so that no answer comes after a newer one; where one is under way, once more after it. */
  run(): Promise<void> {
    if (this.#under) {
      this.#anew = true;
      return this.#under;
    }
    this.#under = this.#repeat().finally(() => (this.#under = null));
    return this.#under;
  }

  /** After something was sent: what is under way may have been read before it, and does not count. */
  renew(): Promise<void> {
    this.#outdated = true;
    return this.run();
  }

  async #repeat(): Promise<void> {
    do {
      clearTimeout(this.#again);
      this.#anew = this.#outdated = false;
      await this.#once();
    } while (this.#anew);
  }

  async #once(): Promise<void> {
    try {
      const answer = await this.#read();
      if (this.#outdated) return;
      this.#take(answer);
      this.stale = this.retrying = false;
      this.readAt = Date.now();
      this.#failures = 0;
    } catch (fault) {
      this.stale = true;
      this.retrying = worthRetrying(fault);
      if (this.retrying && !this.#stopped)
        this.#again = setTimeout(() => void this.run(), backoff(this.#failures++));
      if (!this.retrying || fault instanceof Unreachable) this.#failed(fault);
    }
  }

  /** At once, and beginning anew with the short waits. */
  retry(): Promise<void> {
    this.#failures = 0;
    this.#stopped = false;
    return this.run();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#again);
  }

  /** That what is shown may be behind the server, since when, and whether the page sees to it by itself. */
  text(words: ReportingWords, shown: boolean): string {
    const since = this.readAt === null ? words.staleKept : words.staleSince(moment(this.readAt, Date.now()));
    return [shown ? since : words.notLoaded, this.retrying ? words.tryingAgain : ''].join(' ').trim();
  }
}
