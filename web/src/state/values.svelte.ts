import { SvelteMap } from 'svelte/reactivity';
import { get, worthRetrying } from '../api/client';
import type { Cell, Layer, LayerValues } from '../api/types';
import { column } from '../map/join';
import { layers } from './layers.svelte';
import { view } from './view.svelte';

const AGAIN_MS = 5000;

/** What is asked of one layer: of which space and moment, and whether news came while it was under way. */
interface Under {
  moment: string;
  abort: AbortController;
  anew: boolean;
}

/**
 * The values of every layer that needs them, for the moment on the screen. Old ones stay until new ones are whole, but
 * those of another moment are no answer where the new ones cannot be had.
 */
class Values {
  byLayer = new SvelteMap<string, LayerValues>();
  #questions = new Map<string, string>();
  #moments = new Map<string, string>();
  #under = new Map<string, Under>();
  #again = new Map<string, ReturnType<typeof setTimeout>>();

  /** Loads them where they were last asked for with another question. */
  ask(layer: Layer, question: string): void {
    if (this.#questions.get(layer.id) === question) return;
    this.#questions.set(layer.id, question);
    void this.load(layer);
  }

  /** News that come while the same moment is under way are asked for after its answer: they never keep it from coming. */
  async load(layer: Layer): Promise<void> {
    if (!layer.values) return;
    const query = view.paramsOf(layer);
    const moment = JSON.stringify(query);
    const before = this.#under.get(layer.id);
    if (before?.moment === moment) {
      before.anew = true;
      return;
    }
    before?.abort.abort();
    clearTimeout(this.#again.get(layer.id));
    const under: Under = { moment, abort: new AbortController(), anew: false };
    this.#under.set(layer.id, under);
    layers.busy.set(layer.id, true);
    try {
      do {
        under.anew = false;
        const v = layers.versions.get(layer.id);
        const values = await get<LayerValues>(layer.values, { ...query, v }, under.abort.signal);
        if (this.#under.get(layer.id) !== under) return;
        this.byLayer.set(layer.id, values);
        this.#moments.set(layer.id, moment);
        layers.failed.delete(layer.id);
      } while (under.anew);
    } catch (fault) {
      if (this.#under.get(layer.id) !== under) return;
      layers.failed.set(layer.id, true);
      if (this.#moments.get(layer.id) !== moment) this.byLayer.delete(layer.id);
      if (worthRetrying(fault))
        this.#again.set(
          layer.id,
          setTimeout(() => void this.load(layer), AGAIN_MS),
        );
    } finally {
      if (this.#under.get(layer.id) === under) {
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

  /** Nothing is known any more, and nothing that is under way counts. */
  clear(): void {
    for (const { abort } of this.#under.values()) abort.abort();
    for (const timer of this.#again.values()) clearTimeout(timer);
    for (const kept of [this.byLayer, this.#questions, this.#moments, this.#under, this.#again]) kept.clear();
  }
}

export const values = new Values();
