import type { Change, Listed, RainAhead } from '../api/types';
import { decisions } from '../state/decisions.svelte';
import { layers } from '../state/layers.svelte';
import { live } from '../state/live.svelte';
import { Resource } from '../state/resource.svelte';
import { space } from '../state/space.svelte';
import { highest, type Hour, type Mark } from './scale';

/** What the time bar knows of the whole span: the rain hour by hour, when warnings came, when incidents happened. */
class History {
  rain = new Resource<{ items: Hour[] }>();
  /** The hours to come, of one forecast. */
  ahead = new Resource<RainAhead>();
  #earlier = new Resource<Listed<Change>>();

  warnings: Mark[] = $derived(
    [
      ...new Map(
        [...live.recent, ...(this.#earlier.data?.items ?? [])].map((change) => [change.seq, change]),
      ).values(),
    ]
      .filter((change) => layers.touchedBy(change).some((layer) => layer.group === 'danger'))
      .map((change) => ({
        at: Date.parse(change.at ?? change.recorded_at),
        kind: 'warning' as const,
        weight: 1,
      })),
  );

  incidents: Mark[] = $derived(
    (decisions.present.data?.items ?? []).map((incident) => ({
      at: Date.parse(incident.occurred_at),
      kind: 'incident' as const,
      weight: incident.severity ?? 1,
    })),
  );

  top: number = $derived(highest(...(this.rain.data?.items ?? []), ...(this.ahead.data?.items ?? [])));

  /** Follows the space, and asks for the rain again when new readings came. */
  watch(): void {
    $effect(() => {
      for (const layer of layers.items) if (layer.group === 'weather') void layers.versions.get(layer.id);
      if (!space.name) return;
      void this.rain.load('/api/rain/series', { space: space.name });
      void this.ahead.load('/api/rain/ahead', { space: space.name });
    });
    $effect(() => {
      if (space.name) void this.#earlier.load('/api/changes/recent', { space: space.name, limit: 500 });
    });
  }
}

export const history = new History();
