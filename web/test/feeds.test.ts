import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FeedState } from '../src/api/types';
import { feeds } from '../src/state/feeds.svelte';
import { layers } from '../src/state/layers.svelte';
import { layer } from './fixtures';

const feed = (name: string, state: FeedState['state'], more: Partial<FeedState> = {}) =>
  ({
    name,
    title: { vi: name, en: name },
    state,
    newest_at: null,
    last_good_at: null,
    last_run_at: null,
    ...more,
  }) as FeedState;
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

beforeEach(() => {
  layers.items = [layer({ fresh_for_s: 60 })];
});
afterEach(() => {
  feeds.known.clear();
  layers.items = [];
});

it('counts the feeds that run in this space, and no layers', () => {
  expect(feeds.lines).toEqual([]);
  feeds.known.data = {
    items: [
      feed('on', 'on_time'),
      feed('late', 'late'),
      feed('silent', 'silent'),
      feed('failed', 'failed'),
      feed('suspect', 'suspect'),
      feed('off', 'off', { last_good_at: ago(5) }),
      feed('never', 'never'),
    ],
  };
  expect(feeds.lines.map((line) => line.id)).toEqual(['on', 'late', 'silent', 'failed', 'suspect']);
  expect(feeds.late.map((line) => line.id)).toEqual(['late', 'silent', 'failed', 'suspect']);
});

it('tells the age of the newest measurement, else of the newest run', () => {
  const items = [
    feed('measured', 'late', { newest_at: ago(125.5), last_good_at: ago(4), last_run_at: ago(4) }),
    feed('read', 'on_time', { last_good_at: ago(15.5), last_run_at: ago(5) }),
    feed('failed', 'failed', { last_run_at: ago(30.5) }),
  ];
  feeds.known.data = { items };
  expect(feeds.lines.map((line) => line.age)).toEqual([
    '2 giờ 5 phút trước',
    '15 phút trước',
    '30 phút trước',
  ]);
});
