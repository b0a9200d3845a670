import type { Change, IncidentKind, Listed } from '../api/types';
import { get } from '../api/client';
import { newsOf, type News } from '../decide/news';
import { speech } from '../i18n/language.svelte';
import { gazetteer } from './gazetteer.svelte';
import { layers } from './layers.svelte';
import { live } from './live.svelte';

/** What happened, in words, newest first. */
class NewsFeed {
  kinds = $state.raw<IncidentKind[]>([]);

  items: News[] = $derived(
    live.recent.map((change) => this.of(change)).filter((news): news is News => news !== null),
  );

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
