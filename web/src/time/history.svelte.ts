import { get } from '../api/client';
import type { Change, Listed } from '../api/types';
import { decisions } from '../state/decisions.svelte';
import { layers } from '../state/layers.svelte';
import { live } from '../state/live.svelte';
import { Resource } from '../state/resource.svelte';
import { space } from '../state/space.svelte';
import type { Hour, Mark } from './scale';

/** What the time bar knows of the whole span: the rain hour by hour, when warnings came, when incidents happened. */
class History {
  rain = new Resource<{ items: Hour[] }>();
  #earlier = $state.raw<Change[]>([]);

  warnings: Mark[] = $derived(
    [...new Map([...live.recent, ...this.#earlier].map((change) => [change.seq, change])).values()]
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

  /** Follows the space, and asks for the rain again when new readings came. */
  watch(): void {
    $effect(() => {
      for (const layer of layers.items) if (layer.group === 'weather') void layers.versions.get(layer.id);
      if (space.name) void this.rain.load('/api/rain/series', { space: space.name });
    });
    $effect(() => {
      const name = space.name;
      this.#earlier = [];
      if (!name) return;
      get<Listed<Change>>('/api/changes/recent', { space: name, limit: 500 })
        .then((page) => (this.#earlier = page.items))
        .catch(() => undefined);
    });
  }
}

export const history = new History();
