/** One round over the counts that wait, oldest first. Runs in a tab or in the worker, under the outbox's own lock. */
import { lockedBy } from '../outbox/fate';
import type { Shelf } from '../outbox/shelf';
import { read, wire } from '../outbox/wire';
import { shows } from '../report/clock';
import type { Identity } from '../who/identity';
import { Book } from './book';
import { after, due, waits, type Count } from './model';

export type Post = (count: Count, by: Identity) => Promise<{ id: string }>;

export interface Counted {
  /** Milliseconds until the next try is due; null where nothing waits for time alone. */
  nextMs: number | null;
  moved: boolean;
}

/** Its author where their token is on this phone, else whoever is signed in: what was counted is not left behind. */
export function counter(count: Count, identities: Identity[], current: string | null): Identity | null {
  const free = identities.filter((one) => one.locked === null);
  return (
    free.find((one) => one.name === count.author.name) ?? free.find((one) => one.name === current) ?? null
  );
}

export const postCount: Post = async (count, by) =>
  read<{ id: string }>(
    await wire(`/api/evacuations/counts?space=${encodeURIComponent(count.space)}`, by.secret, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...shows(count.clockOffMs) },
      body: count.text,
    }),
  );

export async function sendCounts(
  shelf: Shelf,
  post: Post = postCount,
  asked: { now?: () => number; hurry?: boolean; chance?: () => number } = {},
): Promise<Counted> {
  const now = asked.now ?? Date.now;
  const book = new Book(shelf);
  const out: Counted = { nextMs: null, moved: false };
  const soon = (at: number) => (out.nextMs = Math.min(out.nextMs ?? Infinity, Math.max(0, at - now())));
  for (const count of await book.all()) {
    const at = due(count, now(), asked.chance);
    if (at === null) continue;
    if (at > now() && asked.hurry !== true) {
      soon(at);
      continue;
    }
    const by = counter(count, await shelf.identities(), (await shelf.recall<string>('current')) ?? null);
    if (!by) continue;
    let change: Partial<Count>;
    try {
      const told = await post(count, by);
      if (told.id !== count.id) throw new Error('the receipt is for another count');
      change = { sentAt: now(), refused: null };
    } catch (fault) {
      const locked = lockedBy(fault);
      if (locked !== null) await shelf.amendIdentity(by, { locked });
      change = after(fault, count, now());
      const next = { ...count, ...change };
      const again = waits(next) ? due(next, now(), asked.chance) : null;
      if (again !== null) soon(again);
    }
    await book.amend(count.id, change);
    out.moved = true;
  }
  return out;
}
