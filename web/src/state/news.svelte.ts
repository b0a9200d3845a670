import type { Change, IncidentKind, Listed } from '../api/types';
import { get } from '../api/client';
import { inOrder, newsOf, type News } from '../decide/news';
import { speech } from '../i18n/language.svelte';
import { gazetteer } from './gazetteer.svelte';
import { layers } from './layers.svelte';
import { live } from './live.svelte';
import { space } from './space.svelte';

/** What happened, in words, newest first; of a replay whose clock was set back nothing of later. */
class NewsFeed {
  kinds = $state.raw<IncidentKind[]>([]);

  #all: News[] = $derived(
    inOrder(live.recent.map((change) => this.of(change)).filter((news): news is News => news !== null)),
  );
  items: News[] = $derived(this.#all.filter((news) => !space.isAhead(news.at)));

  async load(): Promise<void> {
    this.kinds = (await get<Listed<IncidentKind>>('/api/incidents/kinds')).items;
  }

  of(change: Change): News | null {
    return newsOf(change, {
      words: speech.words,
      say: (text) => speech.say(text),
      number: (value) => speech.number(value),
      communeName: (code) => gazetteer.name(code),
      kindLabel: (kind) => {
        const known = this.kinds.find((item) => item.kind === kind);
        return known ? speech.say(known.label) : null;
      },
      touched: (change) => layers.touchedBy(change),
    });
  }
}

export const news = new NewsFeed();
