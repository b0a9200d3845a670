import { SvelteMap } from 'svelte/reactivity';
import { get, isAbort, worthRetrying } from '../api/client';
import type { Cell, Layer, LayerValues } from '../api/types';
import { column } from '../map/join';
import { layers } from './layers.svelte';
import { view } from './view.svelte';

const AGAIN_MS = 5000;

/** The values of every layer that needs them, for the moment on the screen. Old ones stay until new ones are whole. */
class Values {
  byLayer = new SvelteMap<string, LayerValues>();
  #under = new Map<string, AbortController>();
  #again = new Map<string, ReturnType<typeof setTimeout>>();

  async load(layer: Layer): Promise<void> {
    if (!layer.values) return;
    this.#under.get(layer.id)?.abort();
    clearTimeout(this.#again.get(layer.id));
    const abort = new AbortController();
    this.#under.set(layer.id, abort);
    layers.busy.set(layer.id, true);
    try {
      const query = { ...view.paramsOf(layer), v: layers.versions.get(layer.id) };
      const values = await get<LayerValues>(layer.values, query, abort.signal);
      this.byLayer.set(layer.id, values);
      layers.failed.delete(layer.id);
    } catch (fault) {
      if (isAbort(fault)) return;
      layers.failed.set(layer.id, true);
      if (worthRetrying(fault))
        this.#again.set(
          layer.id,
          setTimeout(() => void this.load(layer), AGAIN_MS),
        );
    } finally {
      if (this.#under.get(layer.id) === abort) {
        this.#under.delete(layer.id);
        layers.busy.delete(layer.id);
      }
    }
  }

  /** The row of one feature, as column name to cell. */
  row(layerId: string, featureId: string): Record<string, Cell> | null {
    const values = this.byLayer.get(layerId);
    if (!values) return null;
    const id = column(values, 'id');
    const row = values.rows.find((cells) => cells[id] === featureId);
    if (!row) return null;
    return Object.fromEntries(values.columns.map((name, i) => [name, row[i] ?? null]));
  }

  clear(): void {
    this.byLayer.clear();
  }
}

export const values = new Values();
