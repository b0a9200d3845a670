/** Tells the map the class of every feature, and remembers what it told. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Layer, LayerValues } from '../api/types';
import { stateKey } from './expressions';
import { classes, difference, type Classes, type Present } from './join';
import { sourceOf } from './sources';

export class Joiner {
  #told = new Map<string, Classes>();
  #present = new Map<string, Present>();
  #from = new Map<string, LayerValues>();

  constructor(private readonly map: MapLibreMap) {}

  /** The classes that features of the layer have; null until its values have come. */
  present(layer: Layer): Present | null {
    return this.#present.get(layer.id) ?? null;
  }

  /** Takes back what was told of a layer whose values are not known any more. */
  forget(layer: Layer, sourceLayer: string): void {
    const source = sourceOf(layer);
    for (const id of this.#told.get(layer.id)?.keys() ?? [])
      this.map.setFeatureState({ source, sourceLayer, id }, { [stateKey(layer.id)]: null });
    this.#told.delete(layer.id);
    this.#present.delete(layer.id);
    this.#from.delete(layer.id);
  }

  join(layer: Layer, sourceLayer: string, values: LayerValues): void {
    if (this.#from.get(layer.id) === values) return;
    const after = classes(values, layer.style.by);
    const source = sourceOf(layer);
    for (const [id, value] of difference(this.#told.get(layer.id) ?? new Map(), after)) {
      this.map.setFeatureState({ source, sourceLayer, id }, { [stateKey(layer.id)]: value });
    }
    this.#told.set(layer.id, after);
    this.#present.set(layer.id, new Set([...after.values()].map(String)));
    this.#from.set(layer.id, values);
  }
}
