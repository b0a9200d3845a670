/** Counts in IndexedDB, beside the reports: each written down before it is sent, changed only in one transaction. */
import type { Shelf } from '../outbox/shelf';
import type { Count } from './model';

const PREFIX = 'count/';
/** All keys that begin with the prefix: “0” follows “/”. */
const range = () => IDBKeyRange.bound(PREFIX, 'count0', false, true);

export class Book {
  constructor(private readonly shelf: Shelf) {}

  /** All counts, the oldest first. */
  async all(): Promise<Count[]> {
    const found = (await (await this.shelf.base()).getAll('kept', range())) as Count[];
    return found.sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1));
  }

  /** Safe on this phone when it resolves. One that is there stays as it is; `instead` goes in the same step. */
  async add(count: Count, instead: string | null = null): Promise<void> {
    const tx = (await this.shelf.base()).transaction('kept', 'readwrite', { durability: 'strict' });
    if ((await tx.store.getKey(PREFIX + count.id)) === undefined)
      await tx.store.put(count, PREFIX + count.id);
    if (instead !== null && instead !== count.id) await tx.store.delete(PREFIX + instead);
    await tx.done;
  }

  /** Writes down what became of a try. A receipt is never taken back, and a count that is gone does not come back. */
  async amend(id: string, change: Partial<Count>): Promise<void> {
    const tx = (await this.shelf.base()).transaction('kept', 'readwrite');
    const count = (await tx.store.get(PREFIX + id)) as Count | undefined;
    if (count && count.sentAt === null) await tx.store.put({ ...count, ...change }, PREFIX + id);
    await tx.done;
  }

  /** Takes a count that the centre has off this phone. */
  async forget(id: string): Promise<void> {
    const tx = (await this.shelf.base()).transaction('kept', 'readwrite');
    const count = (await tx.store.get(PREFIX + id)) as Count | undefined;
    if (count && count.sentAt !== null) await tx.store.delete(PREFIX + id);
    await tx.done;
  }
}
