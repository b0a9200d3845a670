import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Change } from '../src/api/types';
import { live } from '../src/state/live.svelte';

class Stream {
  static made: Stream[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly address: string) {
    Stream.made.push(this);
  }
  addEventListener() {}
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
});
