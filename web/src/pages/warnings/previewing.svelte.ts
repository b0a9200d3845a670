import { ask, worthRetrying } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { space } from '../../state/space.svelte';
import type { AlertBody, Preview } from './desk.svelte';

const TYPED_MS = 350;
const AGAIN_MS = 4000;

/** What a draft would say, asked for as it is written. What it said before is not shown where no answer comes. */
export class Previewing {
  shown = $state.raw<Preview | null>(null);
  fault = $state.raw<ApiProblem | null>(null);
  unreachable = $state(false);
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | null = null;

  want(body: AlertBody, ms = TYPED_MS): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => void this.#look(body), ms);
  }

  stop(): void {
    clearTimeout(this.#waiting);
    this.#asking?.abort();
    this.#asking = null;
  }

  async #look(body: AlertBody): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const query = { space: space.name };
    try {
      const shown = await ask<Preview>('POST', '/api/warnings/preview', {
        query,
        body,
        signal: asking.signal,
      });
      if (this.#asking !== asking) return;
      this.shown = shown;
      this.fault = null;
      this.unreachable = false;
    } catch (error) {
      if (this.#asking !== asking) return;
      this.fault = error instanceof ApiProblem ? error : null;
      this.unreachable = this.fault === null;
      if (!worthRetrying(error)) return;
      this.shown = null;
      this.want(body, AGAIN_MS);
    }
  }
}
