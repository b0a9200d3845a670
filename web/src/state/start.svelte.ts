/** Brings the whole screen to life and keeps it alive: configuration, spaces, layers, values, stream. */
import { get } from '../api/client';
import type { MapConfig } from '../api/types';
import { backoff } from '../lib/backoff';
import { Soon } from '../lib/soon';
import { gazetteer } from './gazetteer.svelte';
import { layers } from './layers.svelte';
import { live } from './live.svelte';
import { news } from './news.svelte';
import { space } from './space.svelte';
import { values } from './values.svelte';

const LAYERS_EVERY_MS = 60_000;

class Start {
  config = $state.raw<MapConfig | null>(null);
  failed = $state(false);
  #stopped = false;
  /** Counts and ages follow a burst of changes once, a little later. */
  #counted = new Soon(() => void layers.refresh().catch(() => undefined), 1500);

  /** Ends with the function that stops everything. */
  run(): () => void {
    this.#stopped = false;
    void this.#begin(0);
    const clock = setInterval(() => space.tick(), 500);
    const declared = setInterval(() => void layers.refresh().catch(() => undefined), LAYERS_EVERY_MS);
    const heard = live.listen((change) => {
      layers.hear(change);
      this.#counted.ask();
    });
    return () => {
      this.#stopped = true;
      clearInterval(clock);
      clearInterval(declared);
      this.#counted.stop();
      heard();
      live.close();
    };
  }

  /** Turns to another space; nothing of the one before stays on the screen. */
  async enter(name: string): Promise<void> {
    if (name === space.name) return;
    space.choose(name);
    values.clear();
    layers.clear();
    await Promise.allSettled([layers.refresh(), live.open()]);
  }

  async #begin(attempt: number): Promise<void> {
    try {
      this.config ??= await get<MapConfig>('/api/config');
      await space.load(new URLSearchParams(location.search).get('space') ?? this.config.default_space);
      await layers.refresh();
      this.failed = false;
      void live.open();
      for (const names of [gazetteer, news]) void this.#persist(() => names.load());
    } catch {
      this.failed = true;
      this.#later(() => void this.#begin(attempt + 1), backoff(attempt, 15_000));
    }
  }

  /** Tries until it succeeds: the names of the country are worth waiting for. */
  async #persist(task: () => Promise<void>, attempt = 0): Promise<void> {
    try {
      await task();
    } catch {
      this.#later(() => void this.#persist(task, attempt + 1), backoff(attempt));
    }
  }

  /** Not once everything was stopped, be it before or while waiting. */
  #later(task: () => void, ms: number): void {
    setTimeout(() => {
      if (!this.#stopped) task();
    }, ms);
  }
}

export const start = new Start();
