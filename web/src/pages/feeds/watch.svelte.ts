import { ask } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import type { components } from '../../api/schema';
import type { FeedState, Listed } from '../../api/types';
import { feeds } from '../../state/feeds.svelte';
import { follow } from '../../state/follow';
import { Resource } from '../../state/resource.svelte';
import { space } from '../../state/space.svelte';

type Schemas = components['schemas'];
export type Run = Schemas['RunOut'];
export type Silence = Schemas['SilenceOut'];
export type Watched = Schemas['WatchedOut'];
type Ingest = Schemas['IngestOut'];

const SETTLE_MS = 800;
const AGAIN_MS = 30_000;
const PAGE = 20;

/** What the page of feeds shows beside the feeds themselves: the runs of the chosen one, and the stations that are silent. */
export class Watch {
  runs = new Resource<Listed<Run>>();
  silence = new Resource<Silence>();
  chosen = $state<string | null>(null);
  limit = $state(PAGE);
  /** What is under way: `run`, or the number of the run that is done again. */
  busy = $state<'run' | number | null>(null);
  done = $state.raw<Ingest | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  failed = $state(false);

  feed: FeedState | null = $derived(
    feeds.known.data?.items.find((feed) => feed.name === this.chosen) ?? null,
  );

  /** Fetches what the page begins with, and again as feeds run; ends with the function that stops it. */
  open(): () => void {
    this.refresh();
    const stop = follow(
      (change) => change.domain === 'hydromet',
      () => this.refresh(),
      SETTLE_MS,
    );
    // Silence makes no change that could be heard: time itself does.
    const clock = setInterval(() => this.refresh(), AGAIN_MS);
    return () => {
      clearInterval(clock);
      stop();
    };
  }

  choose(name: string | null): void {
    if (name === this.chosen) return;
    this.chosen = name;
    this.limit = PAGE;
    this.done = this.problem = null;
    this.failed = false;
    this.runs.clear();
    this.#loadRuns();
  }

  refresh(): void {
    void this.silence.load('/api/silence/stations', { space: space.name });
    this.#loadRuns();
  }

  more(): void {
    this.limit += PAGE;
    this.#loadRuns();
  }

  run = (): Promise<void> => this.#act('run', `${this.#path}/run`);
  again = (id: number): Promise<void> => this.#act(id, `${this.#path}/runs/${id}/again`);

  get #path(): string {
    return `/api/feeds/${encodeURIComponent(this.chosen ?? '')}`;
  }

  #loadRuns(): void {
    if (this.chosen === null) return;
    void this.runs.load(`${this.#path}/runs`, { space: space.name, limit: this.limit });
  }

  /** What became of it is told of this feed only, where it is still the one that is shown. */
  async #act(what: 'run' | number, path: string): Promise<void> {
    if (this.busy !== null) return;
    const feed = this.chosen;
    this.busy = what;
    this.done = this.problem = null;
    this.failed = false;
    try {
      const done = await ask<Ingest>('POST', path, { timeoutMs: 300_000 });
      if (feed === this.chosen) this.done = done;
    } catch (fault) {
      if (feed !== this.chosen) return;
      if (fault instanceof ApiProblem) this.problem = fault;
      else this.failed = true;
    } finally {
      this.busy = null;
      feeds.refresh();
      this.refresh();
    }
  }
}
