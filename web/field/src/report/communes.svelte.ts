/** The communes of the person's scope, kept on the phone so that one can be chosen without a connection. */
import { withoutMarks } from '../../../src/lib/marks';
import { shelf } from '../outbox/courier.svelte';
import { get } from '../outbox/wire';

export interface Commune {
  code: string;
  name: string;
  province: string;
}

interface Told {
  code: string;
  full_name_vi: string;
  province_name: string;
}

interface Kept {
  scope: string;
  at: number;
  items: Commune[];
}

const KEY = 'communes';
const FRESH_MS = 7 * 86_400_000;

class Communes {
  items = $state.raw<Commune[]>([]);
  #keys = new Map<string, string>();

  /** From the phone, and anew from the centre where that is old or for another scope. */
  async open(scope: string, secret: string | null): Promise<void> {
    const kept = await shelf.recall<Kept>(KEY);
    if (kept?.scope === scope) this.#take(kept.items);
    if (secret === null || (kept?.scope === scope && Date.now() - kept.at < FRESH_MS) || !navigator.onLine)
      return;
    try {
      const items = await all(scope, secret);
      this.#take(items);
      await shelf.keep(KEY, { scope, at: Date.now(), items } satisfies Kept);
    } catch {
      // What is kept still serves.
    }
  }

  find(text: string, limit = 8): Commune[] {
    const words = withoutMarks(text).split(/\s+/).filter(Boolean);
    if (words.length === 0) return this.items.length <= 12 ? this.items : [];
    return this.items
      .filter((one) => words.every((word) => this.#keys.get(one.code)?.includes(word)))
      .slice(0, limit);
  }

  #take(items: Commune[]): void {
    this.#keys = new Map(items.map((one) => [one.code, withoutMarks(`${one.name} ${one.province}`)]));
    this.items = items;
  }
}

/** All pages of the provinces in the scope; of the country where the scope is the nation. */
async function all(scope: string, secret: string): Promise<Commune[]> {
  const parts = scope.split(',');
  const provinces = scope === 'vn' ? [''] : parts.filter((part) => part.length === 2);
  const codes = parts.filter((part) => part.length === 5);
  const found: Commune[] = [];
  const add = (told: Told) =>
    found.push({ code: told.code, name: told.full_name_vi, province: told.province_name });
  for (const province of provinces) {
    let after: string | null = null;
    do {
      const query = new URLSearchParams({
        limit: '1000',
        ...(province && { province }),
        ...(after && { after }),
      });
      const page: { items: Told[]; next: string | null } = await get(
        `/api/communes?${query.toString()}`,
        secret,
      );
      page.items.forEach(add);
      after = page.next;
    } while (after !== null);
  }
  for (const code of codes) add(await get<Told>(`/api/communes/${code}`, secret));
  return found;
}

export const communes = new Communes();
