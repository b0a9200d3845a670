/** Tells the others what is looked at: one lease at a time, renewed as long as the page is open. */
import { ask } from '../../api/client';
import { space } from '../../state/space.svelte';

const RENEW_MS = 15_000;

export class Attention {
  #id: string | null = null;
  #renewal: ReturnType<typeof setInterval> | undefined;

  /** What was looked at is left, what is looked at now is renewed. A lease that cannot be had is no fault of the person. */
  turn(id: string | null): void {
    if (id === this.#id) return;
    const left = this.#id;
    this.#id = id;
    clearInterval(this.#renewal);
    if (left !== null) this.#tell('DELETE', left);
    if (id === null) return;
    this.#tell('POST', id);
    this.#renewal = setInterval(() => this.#tell('POST', id), RENEW_MS);
  }

  #tell(method: string, id: string): void {
    const query = { space: space.name };
    ask(method, `/api/incidents/${id}/presence`, { query }).catch(() => undefined);
  }
}
