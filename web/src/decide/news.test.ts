import { describe, expect, it } from 'vitest';
import type { Change } from '../api/types';
import { work } from '../i18n/vi/work';
import type { Words } from '../i18n/language.svelte';
import { inOrder, newsOf, type News } from './news';

const DAY = '2026-07-22T';
const change = (seq: number, recorded: string, happened: string, op = 'create'): Change =>
  ({
    seq,
    recorded_at: `${DAY}${recorded}:00+07:00`,
    at: `${DAY}${happened}:00+07:00`,
    entity: 'incident',
    op,
    commune_code: '90001',
    payload: { kind: 'landslide' },
  }) as unknown as Change;
const told = (one: Change): News | null =>
  newsOf(one, {
    words: work as unknown as Words,
    say: (text) => text.vi,
    number: String,
    communeName: () => 'Xã Một',
    kindLabel: () => 'Sạt lở',
    touched: () => [],
  });
const list = (changes: Change[]): News[] =>
  inOrder(changes.map(told).filter((news): news is News => news !== null));
const shown = (changes: Change[]): (readonly [string, number])[] =>
  list(changes).map((news) => [new Date(news.at + 7 * 3600_000).toISOString().slice(11, 16), news.seq]);

describe('the news list', () => {
  // As a fast replay has them: what was done lately to reports of early in the morning, and transactions that crossed.
  const replay = [
    change(9, '15:44', '06:22', 'verify'),
    change(8, '15:45', '15:45'),
    change(7, '15:00', '06:26'),
    change(6, '15:00', '06:24', 'verify'),
    change(5, '14:10', '14:08'),
  ];

  it('has the newest on top by the time that it shows, and at the same time what was recorded last', () => {
    expect(shown(replay)).toEqual([
      ['15:45', 8],
      ['15:44', 9],
      ['15:00', 7],
      ['15:00', 6],
      ['14:10', 5],
    ]);
  });

  it('puts on top what comes in, whenever it happened, and moves nothing else', () => {
    const before = shown(replay);
    expect(shown([change(10, '15:46', '05:00'), ...replay])).toEqual([['15:46', 10], ...before]);
  });

  it('says when it happened only of a report that comes long after', () => {
    const late = list(replay).filter((news) => news.happenedAt !== null);
    expect(late.map((news) => [news.seq, news.happenedAt])).toEqual([
      [7, Date.parse(`${DAY}06:26:00+07:00`)],
    ]);
  });
});
