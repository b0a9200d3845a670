import { SvelteMap } from 'svelte/reactivity';
import { get } from '../api/client';
import type { Change, Layer, Listed } from '../api/types';
import { keep, recall } from '../lib/stored';
import { view } from './view.svelte';

interface Choice {
  visible?: boolean;
  opacity?: number;
}

const GROUPS = ['danger', 'weather', 'incidents', 'resources', 'works', 'hazards', 'indicators', 'base'];

/** The layers as the server declares them, and what this screen chose to show of them. */
class Layers {
  items = $state.raw<Layer[]>([]);
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  /** The newest change that touched each layer; asked for in tiles and values, never older. */
  versions = new SvelteMap<string, number>();
  busy = new SvelteMap<string, boolean>();
  failed = new SvelteMap<string, boolean>();
  #asked = 0;
  #answered = 0;
  #choices = $state(recall<Record<string, Choice>>('layers', {}));

  groups: { group: string; layers: Layer[] }[] = $derived.by(() => {
    const names = [...GROUPS, ...this.items.map((l) => l.group).filter((g) => !GROUPS.includes(g))];
    return [...new Set(names)]
      .map((group) => ({
        group,
        layers: this.items.filter((l) => l.group === group).sort((a, b) => a.order - b.order),
      }))
      .filter((entry) => entry.layers.length > 0);
  });

  /** An answer for another space, or older than the one that is shown, counts no more. */
  async refresh(): Promise<void> {
    const [asked, query] = [++this.#asked, view.params];
    const counts = () => query['space'] === view.params['space'] && asked > this.#answered;
    try {
      const { items } = await get<Listed<Layer>>('/api/layers', query);
      if (!counts()) return;
      this.#answered = asked;
      this.items = items;
      for (const layer of items) this.#raise(layer.id, layer.version);
      this.state = 'ready';
    } catch (fault) {
      if (counts() && this.items.length === 0) this.state = 'failed';
      throw fault;
    }
  }

  /** Another space is entered: what was declared, counted and read belongs to the one before. */
  clear(): void {
    this.items = [];
    this.state = 'loading';
    for (const kept of [this.versions, this.busy, this.failed]) kept.clear();
  }

  byId(id: string): Layer | undefined {
    return this.items.find((layer) => layer.id === id);
  }

  /** Layers that a change touches, after their declarations. */
  touchedBy(change: Change): Layer[] {
    return this.items.filter((layer) =>
      layer.depends_on.some(([domain, entity]) => domain === change.domain && entity === change.entity),
    );
  }

  hear(change: Change): void {
    for (const layer of this.touchedBy(change)) this.#raise(layer.id, change.seq);
  }

  isVisible(layer: Layer): boolean {
    return this.#choices[layer.id]?.visible ?? layer.visible;
  }

  opacity(layer: Layer): number {
    return this.#choices[layer.id]?.opacity ?? 1;
  }

  show(layer: Layer, visible: boolean): void {
    this.#choose(layer.id, { visible });
  }

  fade(layer: Layer, opacity: number): void {
    this.#choose(layer.id, { opacity });
  }

  /** Milliseconds from the newest datum of the layer to the moment shown; null where nothing ages. */
  age(layer: Layer, now: number = view.moment): number | null {
    return layer.latest_at ? Math.max(0, now - Date.parse(layer.latest_at)) : null;
  }

  isLate(layer: Layer): boolean {
    const age = this.age(layer);
    return age !== null && layer.fresh_for_s !== null && age > layer.fresh_for_s * 1000;
  }

  #choose(id: string, choice: Choice): void {
    this.#choices = { ...this.#choices, [id]: { ...this.#choices[id], ...choice } };
    keep('layers', this.#choices);
  }

  #raise(id: string, version: number): void {
    if (version > (this.versions.get(id) ?? -1)) this.versions.set(id, version);
  }
}

export const layers = new Layers();
