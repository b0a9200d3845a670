import type { FeedState } from '../api/types';
import { speech } from '../i18n/language.svelte';
import { ageInWords } from '../lib/age';
import { isLate, newestAt, runs } from './feed-lines';
import { follow } from './follow';
import { Resource } from './resource.svelte';
import { space } from './space.svelte';

const SETTLE_MS = 800;
const AGAIN_MS = 30_000;

export interface FeedLine {
  /** Its code. */
  id: string;
  name: string;
  late: boolean;
  /** How old its newest data is, in words. */
  age: string;
}

/** Where the data comes from, and whether it still comes: one list, for the strip of every page and the page of feeds. */
class Feeds {
  known = new Resource<{ items: FeedState[] }>();

  /** Those that run in this space. */
  lines: FeedLine[] = $derived(
    (this.known.data?.items ?? []).filter(runs).map((feed) => ({
      id: feed.name,
      name: speech.say(feed.title),
      late: isLate(feed),
      age: this.ageOf(feed),
    })),
  );

  late: FeedLine[] = $derived(this.lines.filter((line) => line.late));

  ageOf(feed: FeedState): string {
    const at = newestAt(feed);
    return at === null ? speech.words.panel.never : ageInWords(space.now - Date.parse(at), speech.ageWords);
  }

  refresh = (): void => {
    if (space.name) void this.known.load('/api/feeds', { space: space.name });
  };

  /** Fetches them with every space and again as feeds run; within a component, and ends with it. */
  watch(): void {
    $effect(() => {
      if (!space.name) return;
      this.known.clear();
      this.refresh();
      const stop = follow((change) => change.domain === 'hydromet', this.refresh, SETTLE_MS);
      // Silence makes no change that could be heard: time itself does.
      const clock = setInterval(this.refresh, AGAIN_MS);
      return () => {
        clearInterval(clock);
        stop();
      };
    });
  }
}

export const feeds = new Feeds();
