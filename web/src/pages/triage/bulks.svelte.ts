import { ask } from '../../api/client';
import { space } from '../../state/space.svelte';
import type { Bulk } from './model';

export interface Said {
  action: string;
  bulk: Bulk;
}

const PATH = '/api/incidents/bulk';

/** Actions on several reports at once: what came of the last one, and which one is still under way. */
export class Bulks {
  said = $state.raw<Said | null>(null);
  #underWay: Promise<Said> | null = null;

  async send(action: string, body?: unknown, of = ''): Promise<Bulk> {
    const query = { space: space.name };
    const sent = ask<Bulk>('POST', PATH + of, { query, ...(body === undefined ? {} : { body }) });
    const saying = sent.then((bulk) => (this.said = { action, bulk }));
    this.#underWay = saying;
    try {
      return (await saying).bulk;
    } finally {
      if (this.#underWay === saying) this.#underWay = null;
    }
  }

  /**
   * Undoes what was done last, and says what that was; null where there is nothing to undo. What is still under way is
   * waited for: the change may be on the screen before its answer, and an undo then means that one, never the one
   * before it.
   */
  async undo(): Promise<Said | null> {
    let last = this.said;
    while (this.#underWay) last = await this.#underWay.catch(() => null);
    if (last === null || last.bulk.undone || last.bulk.done === 0) return null;
    await this.send('undo', undefined, `/${last.bulk.id}/undo`);
    return last;
  }
}
