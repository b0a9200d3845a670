import type { Layer } from '../api/types';
import { drawnLayers } from '../map/ahead';
import { layers } from './layers.svelte';
import { view } from './view.svelte';

/** The layers that the map draws at the moment shown, in the order of the panel. */
class DrawnLayers {
  items: Layer[] = $derived(
    drawnLayers(
      layers.groups.flatMap((group) => group.layers),
      (layer) => layers.isVisible(layer),
      view.ahead,
    ),
  );
  #ids = $derived(new Set(this.items.map((layer) => layer.id)));

  has(layer: Layer): boolean {
    return this.#ids.has(layer.id);
  }

  /** The forecast by commune on the map, the topmost where there are several. */
  forecast: Layer | null = $derived(
    this.items.find((layer) => layer.is_forecast && layer.kind === 'values') ??
      this.items.find((layer) => layer.is_forecast) ??
      null,
  );
}

export const drawn = new DrawnLayers();
