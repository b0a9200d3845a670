import { get } from '../api/client';
import type { Commune, Listed, Province } from '../api/types';

const PAGE = 1000;

/** Names and places of all communes and provinces, fetched once; the map's labels and every list speak through it. */
class Gazetteer {
  communes = $state.raw<ReadonlyMap<string, Commune>>(new Map());
  provinces = $state.raw<Province[]>([]);

  async load(): Promise<void> {
    this.provinces = (await get<Listed<Province>>('/api/provinces')).items;
    const all: Commune[] = [];
    let after: string | number | null | undefined = null;
    do {
      const page: Listed<Commune> = await get<Listed<Commune>>('/api/communes', { limit: PAGE, after });
      all.push(...page.items);
      after = page.next;
    } while (after);
    this.communes = new Map(all.map((commune) => [commune.code, commune]));
  }

  name(code: string | null): string | null {
    return code ? (this.communes.get(code)?.full_name_vi ?? null) : null;
  }
}

export const gazetteer = new Gazetteer();
