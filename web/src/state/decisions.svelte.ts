import type { Dangers, Incident, Listed, Warning } from '../api/types';
import { byCommune, type WarnedCommune } from '../decide/by-commune';
import { gazetteer } from './gazetteer.svelte';
import { layers } from './layers.svelte';
import { Resource } from './resource.svelte';
import { space } from './space.svelte';
import { view } from './view.svelte';

const WAITING = new Set(['reported', 'verified']);

/** What is waiting for someone: communes under warning, incidents nobody has answered. */
class Decisions {
  warnings = new Resource<Listed<Warning>>();
  /** Communes in danger, the worst first: what was issued, and what our rules compute. */
  dangers = new Resource<Dangers>();
  /** All incidents known now; the marks of the time bar come from them too. */
  present = new Resource<Listed<Incident>>();
  /** Those that stood on the board at the moment looked back to. */
  #then = new Resource<Listed<Incident>>();
  incidents: Resource<Listed<Incident>> = $derived(view.back ? this.#then : this.present);

  communes: WarnedCommune[] = $derived(
    byCommune(this.warnings.data?.items ?? [], (code) => {
      const c = gazetteer.communes.get(code);
      return c
        ? {
            name: c.full_name_vi,
            province: c.province_name,
            population: c.population,
          }
        : null;
    }),
  );

  waiting: Incident[] = $derived(
    (this.incidents.data?.items ?? [])
      .filter((incident) => WAITING.has(incident.state))
      .sort(
        (a, b) =>
          (b.severity ?? 0) - (a.severity ?? 0) || Date.parse(a.occurred_at) - Date.parse(b.occurred_at),
      ),
  );

  /** Asks again when the moment or what the answer depends on has changed. */
  watch(): void {
    $effect(() => {
      void [...layers.items.filter((l) => l.group === 'danger')].map((l) => layers.versions.get(l.id));
      if (!view.params['space']) return;
      void this.warnings.load('/api/warnings', { ...view.params, kind: 'national', limit: 1000 });
      void this.dangers.load('/api/danger/communes', { ...view.params, limit: 1000 });
    });
    $effect(() => {
      void layers.versions.get('incidents');
      const name = space.name;
      if (name) void this.present.load('/api/incidents', { space: name, limit: 500 });
    });
    $effect(() => {
      const { space: name, at } = view.params;
      // An incident is known from its report on.
      if (name && at) void this.#then.load('/api/incidents', { space: name, known_at: at, limit: 500 });
    });
  }
}

export const decisions = new Decisions();
