/** Brings the map's layers to what they should be, touching only what differs, so that nothing flickers. */
import type { LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import type { Slot } from './base-style';
import { SLOTS } from './base-style';
import type { Drawn } from './layer-specs';

type Properties = Record<string, unknown>;

/** Properties to set: new or different ones, and null for those that have gone. */
export function changedProperties(
  before: Properties = {},
  after: Properties = {},
): [name: string, value: unknown][] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => [name, after[name] ?? null]);
}

export class Reconciler {
  #present = new Map<string, LayerSpecification>();

  constructor(private readonly map: MapLibreMap) {}

  apply(wanted: Drawn[]): void {
    const ids = new Set(wanted.map((drawn) => drawn.spec.id));
    for (const id of this.#present.keys()) {
      if (ids.has(id)) continue;
      this.map.removeLayer(id);
      this.#present.delete(id);
    }
    for (const slot of SLOTS) this.#applySlot(slot, wanted);
  }

  /** From the top of the slot down, so that each new layer knows what lies above it. */
  #applySlot(slot: Slot, wanted: Drawn[]): void {
    let above: string = slot;
    for (const { spec } of wanted.filter((drawn) => drawn.slot === slot).reverse()) {
      const present = this.#present.get(spec.id);
      if (present && present.type === spec.type && same(filterOf(present), filterOf(spec))) {
        this.#update(present, spec);
      } else {
        if (present) this.map.removeLayer(spec.id);
        this.map.addLayer(spec, above);
      }
      this.#present.set(spec.id, spec);
      above = spec.id;
    }
  }

  #update(before: LayerSpecification, after: LayerSpecification): void {
    for (const [name, value] of changedProperties(before.paint as Properties, after.paint as Properties)) {
      this.map.setPaintProperty(after.id, name as never, value as never);
    }
    for (const [name, value] of changedProperties(before.layout as Properties, after.layout as Properties)) {
      this.map.setLayoutProperty(after.id, name as never, value as never);
    }
  }
}

function filterOf(spec: LayerSpecification): unknown {
  return 'filter' in spec ? spec.filter : undefined;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
