import { ApiProblem } from '../../api/problem';
import { uuid7 } from '../../lib/uuid7';
import type { Alert, AlertBody, Desk } from './desk.svelte';

/**
 * Keeps a draft on the server, once. A new one that did not get through may have arrived all the same: it is sent again
 * as it was, under its id, and what was written since amends it.
 */
export class Filing {
  #sent: AlertBody | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly alert: Alert | null,
  ) {}

  async save(body: AlertBody): Promise<Alert> {
    if (this.alert) return this.desk.save(body, this.alert);
    const first = this.#sent ?? { ...body, id: uuid7() };
    this.#sent = first;
    let kept: Alert;
    try {
      kept = await this.desk.save(first, null);
    } catch (fault) {
      if (fault instanceof ApiProblem && fault.status < 500) this.#sent = null;
      throw fault;
    }
    const same = JSON.stringify({ ...body, id: first.id }) === JSON.stringify(first);
    return same ? kept : this.desk.save(body, kept);
  }
}
