import { ask } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import type { components } from '../../api/schema';
import type { FeedState, Listed } from '../../api/types';
import { live } from '../../state/live.svelte';
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

/** What the page of feeds shows: every feed, the runs of the chosen one, and the stations that are silent. */
export class Watch {
  feeds = new Resource<{ items: FeedState[] }>();
  runs = new Resource<Listed<Run>>();
  silence = new Resource<Silence>();
  chosen = $state<string | null>(null);
  limit = $state(PAGE);
  /** What is under way: `run`, or the number of the run that is done again. */
  busy = $state<'run' | number | null>(null);
  done = $state.raw<Ingest | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  failed = $state(false);
  #settling: ReturnType<typeof setTimeout> | undefined;

  feed: FeedState | null = $derived(this.feeds.data?.items.find((feed) => feed.name === this.chosen) ?? null);

  /** Fetches what the page begins with, and again as feeds run; ends with the function that stops it. */
  open(): () => void {
    this.refresh();
    const heard = live.listen((change) => {
      if (change.domain !== 'hydromet') return;
      clearTimeout(this.#settling);
      this.#settling = setTimeout(() => this.refresh(), SETTLE_MS);
    });
    // Silence makes no change that could be heard: time itself does.
    const clock = setInterval(() => this.refresh(), AGAIN_MS);
    return () => {
      clearTimeout(this.#settling);
      clearInterval(clock);
      heard();
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
    const query = { space: space.name };
    void this.feeds.load('/api/feeds', query);
    void this.silence.load('/api/silence/stations', query);
    this.#loadRuns();
  }

  more(): void {
    this.limit += PAGE;
    this.#loadRuns();
  }

  run = (): Promise<void> => this.#act('run', `/api/feeds/${this.chosen}/run`);
  again = (id: number): Promise<void> => this.#act(id, `/api/feeds/${this.chosen}/runs/${id}/again`);

  #loadRuns(): void {
    if (this.chosen === null) return;
    const path = `/api/feeds/${encodeURIComponent(this.chosen)}/runs`;
    void this.runs.load(path, { space: space.name, limit: this.limit });
  }

  async #act(what: 'run' | number, path: string): Promise<void> {
    this.busy = what;
    this.done = this.problem = null;
    this.failed = false;
    try {
      this.done = await ask<Ingest>('POST', path, { timeoutMs: 300_000 });
    } catch (fault) {
      if (fault instanceof ApiProblem) this.problem = fault;
      else this.failed = true;
    } finally {
      this.busy = null;
      this.refresh();
    }
  }
}
