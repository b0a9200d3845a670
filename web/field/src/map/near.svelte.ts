/** Incidents and shelters around, as the centre last told them; kept for when it cannot be asked. */
import type { Incident } from '../../../src/api/types';
import { app } from '../app.svelte';
import { shelf } from '../outbox/courier.svelte';
import { get } from '../outbox/wire';
import { metresBetween } from '../report/body';

export const NEAR_M = 15_000;
const KEY = 'near';

export interface Thing {
  id: string;
  what: 'incident' | 'shelter';
  kind: string;
  title: { vi: string; en: string };
  lon: number;
  lat: number;
  at: string;
  places: number | null;
}

interface Shelter {
  id: string;
  name: string;
  capacity: number;
  position: { lon: number; lat: number };
  counted_at: string;
}

interface Kept {
  at: number;
  space: string;
  things: Thing[];
}

class Near {
  things = $state.raw<Thing[]>([]);
  at = $state<number | null>(null);

  async open(): Promise<void> {
    const kept = await shelf.recall<Kept>(KEY);
    const space = await app.whichSpace();
    if (kept?.space === space) {
      this.things = kept.things;
      this.at = kept.at;
    }
    const secret = app.identity?.secret;
    if (!secret || !navigator.onLine) return;
    try {
      const query = new URLSearchParams({ space, limit: '500' }).toString();
      const [incidents, shelters] = await Promise.all([
        get<{ items: Incident[] }>(`/api/incidents?state=open&${query}`, secret),
        get<{ items: Shelter[] }>(`/api/shelters?${query}`, secret),
      ]);
      this.things = [...incidents.items.flatMap(incidentAsThing), ...shelters.items.map(shelterAsThing)];
      this.at = Date.now();
      await shelf.keep(KEY, { at: this.at, space, things: this.things } satisfies Kept);
    } catch {
      // What was told before still stands, with its age.
    }
  }

  /** What lies within `NEAR_M`, nearest first, with its distance in metres. */
  around(here: { lon: number; lat: number }): (Thing & { metres: number })[] {
    return this.things
      .map((thing) => ({ ...thing, metres: metresBetween(here, thing) }))
      .filter((thing) => thing.metres <= NEAR_M)
      .sort((a, b) => a.metres - b.metres);
  }
}

function incidentAsThing(told: Incident): Thing[] {
  if (!told.position) return [];
  const { lon, lat } = told.position;
  const { id, kind, kind_label: title, occurred_at: at } = told;
  return [{ id, what: 'incident', kind, title, lon, lat, at, places: null }];
}

function shelterAsThing({ id, name, position, capacity, counted_at: at }: Shelter): Thing {
  const title = { vi: name, en: name };
  return { id, what: 'shelter', kind: 'shelter', title, ...position, at, places: capacity };
}

export const near = new Near();
