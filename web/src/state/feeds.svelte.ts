import { ageInWords } from '../lib/age';
import { speech } from '../i18n/language.svelte';
import type { FeedState } from '../api/types';
import { layers } from './layers.svelte';
import { Resource } from './resource.svelte';
import { space } from './space.svelte';

export interface FeedLine {
  name: string;
  late: boolean;
  /** How old its newest data is, in words; the silence itself where nothing ever came. */
  age: string;
}

/** Where the data comes from, and whether it still comes. Without the list of feeds the layers' ages must tell. */
class Feeds {
  known = new Resource<{ items: FeedState[] }>();

  lines: FeedLine[] = $derived.by(() => {
    const told = this.known.data?.items.filter((feed) => feed.state !== 'off' && feed.last_good_at !== null);
    if (told && told.length > 0) {
      return told.map((feed) => ({
        name: speech.say(feed.title),
        late: feed.state !== 'on_time',
        age: ageInWords(space.now - Date.parse(feed.last_good_at ?? ''), speech.ageWords),
      }));
    }
    return layers.items
      .filter((layer) => layer.fresh_for_s !== null)
      .map((layer) => {
        const age = layers.age(layer);
        const words = age === null ? speech.words.panel.never : ageInWords(age, speech.ageWords);
        return { name: speech.say(layer.title), late: age === null || layers.isLate(layer), age: words };
      });
  });

  late: FeedLine[] = $derived(this.lines.filter((line) => line.late));

  watch(): void {
    $effect(() => {
      void layers.items;
      if (space.name) void this.known.load('/api/feeds', { space: space.name });
    });
  }
}

export const feeds = new Feeds();
