import type { Commune, Listed } from '../api/types';
import { Resource } from '../state/resource.svelte';

const TYPED_MS = 90;

/** The communes that the server finds for what is typed, and never those for what was typed before. */
export class Found {
  #answer = new Resource<Listed<Commune>>();
  #waiting: ReturnType<typeof setTimeout> | undefined;
  /** Null while nothing is known of what is typed now. */
  items: Commune[] | null = $derived(this.#answer.data?.items ?? null);

  type(text: string): void {
    this.clear();
    if (text === '') return;
    this.#waiting = setTimeout(
      () => void this.#answer.load('/api/communes/search', { q: text, limit: 8 }),
      TYPED_MS,
    );
  }

  clear(): void {
    clearTimeout(this.#waiting);
    this.#answer.clear();
  }
}
