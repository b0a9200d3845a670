/** The counts on this phone, as every screen sees them. Small: it comes with the first load, the screen does not. */
import { shelf } from '../outbox/courier.svelte';
import { Book } from './book';
import { waits, type Count } from './model';

/** A count that the centre has is taken off the phone after so long. */
const KEPT_MS = 7 * 86_400_000;

class Tally {
  readonly book = new Book(shelf);
  items = $state.raw<Count[]>([]);
  waiting = $derived(this.items.filter(waits));
  /** What the centre would not take as it is: a person has to look at it. */
  refused = $derived(this.items.filter((count) => count.refused !== null));

  async look(): Promise<void> {
    const found = await this.book.all();
    const old = found.filter((count) => count.sentAt !== null && Date.now() - count.sentAt > KEPT_MS);
    for (const count of old) await this.book.forget(count.id);
    this.items = found.filter((count) => !old.includes(count));
  }
}

export const tally = new Tally();
