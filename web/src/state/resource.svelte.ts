import { get, isAbort, worthRetrying, type Query } from '../api/client';
import { backoff } from '../lib/backoff';

/** One answer of the server that a screen keeps: the old stays until the new is whole; only the last question counts. */
export class Resource<T> {
  data = $state.raw<T | null>(null);
  busy = $state(false);
  failed = $state(false);
  #asking: AbortController | null = null;
  #again: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  async load(path: string, query: Query = {}): Promise<void> {
    this.#asking?.abort();
    clearTimeout(this.#again);
    const asking = new AbortController();
    this.#asking = asking;
    this.busy = true;
    try {
      const data = await get<T>(path, query, asking.signal);
      if (this.#asking !== asking) return;
      this.data = data;
      this.failed = false;
      this.#failures = 0;
    } catch (fault) {
      if (this.#asking !== asking || isAbort(fault)) return;
      this.failed = true;
      // What will never be answered otherwise is not asked again; a server in trouble is, ever more gently.
      if (worthRetrying(fault))
        this.#again = setTimeout(() => void this.load(path, query), backoff(this.#failures++));
    } finally {
      if (this.#asking === asking) this.busy = false;
    }
  }

  clear(): void {
    this.#asking?.abort();
    clearTimeout(this.#again);
    this.#asking = null;
    this.data = null;
    this.busy = this.failed = false;
  }
}
