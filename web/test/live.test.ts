import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Change } from '../src/api/types';
import { live } from '../src/state/live.svelte';
import { news } from '../src/state/news.svelte';
import { space } from '../src/state/space.svelte';

class Stream {
  static made: Stream[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly address: string) {
    Stream.made.push(this);
  }
  heard: Record<string, (event: { data: string }) => void> = {};
  addEventListener(kind: string, handler: (event: { data: string }) => void) {
    this.heard[kind] = handler;
  }
  close() {}
}

const change = (seq: number, agoMs: number): Change =>
  ({
    seq,
    entity: 'dispatch',
    recorded_at: new Date(Date.now() - agoMs).toISOString(),
  }) as unknown as Change;

describe('the line to the server', () => {
  afterEach(() => {
    live.close();
    vi.unstubAllGlobals();
  });

  test('what came between the reading of a list and the opening of the line is told, once', async () => {
    const items = [change(9, 500), change(8, 2_000), change(7, 10 * 60_000)];
    vi.stubGlobal('EventSource', Stream);
    vi.stubGlobal('location', new URL('http://test/'));
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ items })));
    const told: number[] = [];
    const stop = live.listen((one) => told.push(one.seq));
    await live.open();
    stop();
    expect(told).toEqual([8, 9]);
    expect(live.recent.map((one) => one.seq)).toEqual([9, 8, 7]);
    expect(Stream.made.at(-1)?.address).toContain('after=9');
  });

  test('a clock that is set back takes the news of later from the list, and reads those of then', async () => {
    const at = (time: string) => `2026-07-22T${time}:00+07:00`;
    const incident = (seq: number, time: string) =>
      ({
        seq,
        entity: 'incident',
        op: 'create',
        commune_code: null,
        payload: {},
        recorded_at: at(time),
        at: at(time),
      }) as unknown as Change;
    const clock = (time: string) => ({ now: at(time), speed: 1, running: false });
    const log = [9, 8, 7].map((seq) => incident(seq, `15:4${seq - 5}`)).concat(incident(3, '02:05'));
    const asked: URLSearchParams[] = [];
    vi.stubGlobal('EventSource', Stream);
    vi.stubGlobal('location', new URL('http://test/'));
    vi.stubGlobal('fetch', (address: string) => {
      const query = new URL(address, 'http://test/').searchParams;
      asked.push(query);
      const known = query.get('known_at');
      const items = known
        ? log.filter((one) => Date.parse(one.recorded_at) <= Date.parse(known))
        : log.slice(0, 3); // the newest by number: there are more of later than are read
      return Promise.resolve(Response.json({ items }));
    });
    const listed = () => news.items.map((item) => item.seq);
    space.hear(clock('15:45'));
    await live.open();
    expect(listed()).toEqual([9, 8, 7]);

    Stream.made.at(-1)?.heard['clock']?.({ data: JSON.stringify(clock('02:10')) });
    expect(listed(), 'nothing of later stands on top').toEqual([]);
    await vi.waitFor(() => expect(listed()).toEqual([3]));
    expect(asked.map((query) => query.get('known_at'))).toEqual([null, new Date(at('02:10')).toISOString()]);
    Stream.made.at(-1)?.heard['change']?.({ data: JSON.stringify(incident(10, '02:11')) });
    expect(listed()).toEqual([10, 3]);

    space.hear(clock('15:42'));
    expect(listed(), 'as the clock reaches them again they are news again').toEqual([8, 7, 10, 3]);

    // opened while the clock stands before what was recorded last
    space.hear(clock('02:10'));
    await live.open();
    expect(listed()).toEqual([3]);
    expect(Stream.made.at(-1)?.address, 'and the line goes on from the last of all').toContain('after=9');
  });
});
