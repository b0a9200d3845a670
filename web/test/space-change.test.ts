import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Layer, LayerValues } from '../src/api/types';
import { Joiner } from '../src/map/joiner';
import { layers } from '../src/state/layers.svelte';
import { live } from '../src/state/live.svelte';
import { space } from '../src/state/space.svelte';
import { start } from '../src/state/start.svelte';
import { values } from '../src/state/values.svelte';
import { view } from '../src/state/view.svelte';
import { layer } from './fixtures';
import { settle, SlowServer } from './slow-server';

class Stream {
  static made: Stream[] = [];
  constructor(readonly address: string) {
    Stream.made.push(this);
  }
  addEventListener() {}
  close() {}
}

let server: SlowServer;
const NOW = Date.parse('2026-07-22T15:00:00Z');
const rain = layer({ latest_at: '2026-07-22T14:00:00Z' });
const told = (id: string): LayerValues =>
  ({ columns: ['id', 'class'], rows: [[id, 'heavy']] }) as unknown as LayerValues;
const known = () => values.byLayer.get('rain')?.rows[0]?.[0];
const named = (name: string) => ({
  name,
  kind: name === 'live' ? 'live' : 'drill',
  now: '2026-07-22T15:00:00Z',
  speed: 1,
  running: true,
  default: name === 'live',
  ends_at: null,
});

beforeEach(() => {
  server = new SlowServer();
  Stream.made = [];
  vi.stubGlobal('EventSource', Stream);
  space.items = [named('live'), named('drill')] as never;
  space.choose('live');
  space.hear({ now: new Date(NOW).toISOString(), speed: 1, running: false });
  layers.items = [rain];
});
afterEach(() => {
  live.close();
  values.clear();
  layers.clear();
  view.follow();
  vi.unstubAllGlobals();
});

describe('another space', () => {
  it('has no layer, count or value of the one before', async () => {
    values.ask(rain, 'live now');
    await server.next('/values').answer(told('03388'));
    void layers.refresh();
    const declared = server.next('/api/layers?space=live');
    values.ask(rain, 'live later');
    const late = server.next('/values');
    void start.enter('drill');
    expect([layers.items, layers.state, known()]).toEqual([[], 'loading', undefined]);
    await declared.answer({ items: [layer({ count: 7 })] });
    await late.answer(told('03388'));
    expect([layers.items, known(), layers.busy.size, late.aborted()]).toEqual([[], undefined, 0, true]);
    await server.next('/api/layers?space=drill').answer({ items: [layer({ count: 2 })] });
    expect(layers.items.map((one) => one.count)).toEqual([2]);
  });

  it('hears its own news only, on one line', async () => {
    void start.enter('drill');
    const older = server.next('/api/changes/recent');
    void start.enter('live');
    await server.next('space=live').answer({ items: [] });
    await server.next('/api/changes/recent').answer({ items: [{ seq: 3, recorded_at: new Date(NOW) }] });
    await older.answer({ items: [{ seq: 9, recorded_at: new Date(NOW) }] });
    expect(live.recent.map((one) => one.seq)).toEqual([3]);
    expect(Stream.made.map((one) => one.address)).toEqual(['/api/stream?space=live&after=3']);
  });

  it('a screen that was left opens no line any more', async () => {
    void live.open();
    live.close();
    await server.next('/api/changes/recent').answer({ items: [] });
    expect(Stream.made).toEqual([]);
  });

  it('that is the one already shown changes nothing', async () => {
    values.ask(rain, 'live now');
    await server.next('/values').answer(told('03388'));
    void start.enter('live');
    values.ask(rain, 'live now');
    await settle();
    expect([known(), layers.items.length, server.asked.length]).toEqual(['03388', 1, 0]);
  });

  it('and back again at once is asked for what it shows', async () => {
    values.ask(rain, 'live now');
    await server.next('/values').answer(told('03388'));
    void start.enter('drill');
    void start.enter('live');
    values.ask(rain, 'live now');
    await server.next('/values').answer(told('03391'));
    expect(known()).toBe('03391');
  });

  it('goes by its own clock, which went on since the spaces were listed', async () => {
    const seen = vi.spyOn(performance, 'now').mockReturnValue(1000);
    void space.load('live');
    await server.next('/api/spaces').answer({ items: [named('live'), named('drill')] });
    seen.mockReturnValue(1000 + 6 * 3600_000);
    space.choose('drill');
    expect(new Date(space.now).toISOString()).toBe('2026-07-22T21:00:00.000Z');
    seen.mockRestore();
  });
});

describe('layers and their values', () => {
  it('an older declaration never replaces a newer one', async () => {
    void layers.refresh();
    void layers.refresh();
    const [older, newer] = [server.next('/api/layers'), server.next('/api/layers')];
    await newer.answer({ items: [layer({ count: 2 })] });
    await older.answer({ items: [layer({ count: 1 })] });
    expect(layers.items.map((one) => one.count)).toEqual([2]);
  });

  it('news that come quicker than answers do not keep them from coming', async () => {
    layers.versions.set('rain', 1);
    values.ask(rain, 'version 1');
    const first = server.next('/values');
    for (const version of [2, 3]) {
      layers.versions.set('rain', version);
      values.ask(rain, `version ${version}`);
    }
    expect([first.aborted(), server.open('/values')]).toEqual([false, 0]);
    await first.answer(told('03388'));
    expect([known(), layers.busy.size]).toEqual(['03388', 1]);
    const next = server.next('/values');
    expect(next.address.searchParams.get('v')).toBe('3');
    await next.answer(told('03391'));
    expect([known(), layers.busy.size, server.open('/values')]).toEqual(['03391', 0, 0]);
  });

  it('those of another moment go where the ones of this moment cannot be had', async () => {
    values.ask(rain, 'now');
    await server.next('/values').answer(told('03388'));
    values.ask(rain, 'news');
    await server.next('/values').fail();
    expect([known(), layers.failed.get('rain')], 'the same moment: old, and marked').toEqual(['03388', true]);
    view.look(NOW - 6 * 3600_000);
    values.ask(rain, 'six hours ago');
    expect(known(), 'no flicker').toBe('03388');
    await server.next('/values').fail();
    expect([known(), layers.failed.get('rain')]).toEqual([undefined, true]);
  });

  it('the map forgets the classes of values that are not known any more', () => {
    const states = new Map<string, unknown>();
    const joiner = new Joiner({
      setFeatureState: ({ id }: { id: string }, state: Record<string, unknown>) =>
        states.set(id, state['rain:class']),
    } as never);
    const shown = layer() as Layer;
    joiner.join(shown, 'communes', told('03388'));
    expect([states.get('03388'), joiner.present(shown)]).toEqual(['heavy', new Set(['heavy'])]);
    joiner.forget(shown, 'communes');
    expect([states.get('03388'), joiner.present(shown)]).toEqual([null, null]);
    const again = told('03388');
    joiner.join(shown, 'communes', again);
    expect(states.get('03388')).toBe('heavy');
  });
});
