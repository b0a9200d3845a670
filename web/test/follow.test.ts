import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Change } from '../src/api/types';
import { Desk as Damage } from '../src/pages/damage/desk.svelte';
import { Desk as Disease } from '../src/pages/disease/desk.svelte';
import { Desk as Dispatch } from '../src/pages/dispatch/desk.svelte';
import { Watch } from '../src/pages/feeds/watch.svelte';
import { Desk as Warnings } from '../src/pages/warnings/desk.svelte';
import { Desk as Works } from '../src/pages/works/desk.svelte';
import { follow } from '../src/state/follow';
import { live } from '../src/state/live.svelte';
import { settle, SlowServer } from './slow-server';

let server: SlowServer;
let listeners: Set<(change: Change) => void>;
let stop: () => void;

const tell = (domain: string, entity: string) => {
  for (const listener of listeners) listener({ domain, entity } as unknown as Change);
};

beforeEach(() => {
  server = new SlowServer();
  listeners = new Set();
  stop = () => undefined;
  vi.spyOn(live, 'listen').mockImplementation((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('following what changes', () => {
  it('does the work once for a burst, goes on under a steady stream, and ends', () => {
    let done = 0;
    stop = follow(
      ({ domain }) => domain === 'works',
      () => (done += 1),
      500,
    );
    for (let n = 0; n < 3; n++) tell('works', 'road_point');
    tell('hydromet', 'observation');
    vi.advanceTimersByTime(5000);
    expect(done).toBe(1);
    for (let n = 0; n < 50; n++) {
      tell('works', 'road_point');
      vi.advanceTimersByTime(100);
    }
    expect(done).toBe(11);
    tell('works', 'road_point');
    stop();
    vi.advanceTimersByTime(5000);
    expect([done, listeners.size]).toEqual([11, 0]);
  });

  it.each([
    ['dispatch', () => new Dispatch().open(), 'resources', 'dispatch', '/api/dispatches/short'],
    ['disease', () => new Disease().open(), 'disease', 'outbreak', '/api/disease/communes'],
    ['warnings', () => new Warnings(() => false).start(), 'warnings', 'alert', '/api/cap/bulletins'],
    ['works', () => new Works().open(), 'works', 'road_point', '/api/road-points'],
    ['feeds', () => new Watch().open(), 'hydromet', 'observation', '/api/silence/stations'],
  ] as const)(
    'the page of %s reads again while changes never cease',
    async (_, open, domain, entity, path) => {
      stop = open();
      await server.next(path).answer({ items: [] });
      for (let n = 0; n < 12; n++) {
        tell(domain, entity);
        vi.advanceTimersByTime(100);
      }
      expect(server.open(path)).toBe(1);
    },
  );

  it('the page of damage reads again while changes never cease', async () => {
    const desk = new Damage();
    stop = desk.open(null);
    await server.next('/api/events').answer({ items: [{ id: 'bao' }] });
    await server.next('/api/damage/due').answer({ items: [] });
    for (let n = 0; n < 12; n++) {
      tell('damage', 'damage_report');
      vi.advanceTimersByTime(100);
    }
    expect(server.open('/api/damage/due')).toBe(1);
  });
});

describe('what a page begins with', () => {
  const later = async () => {
    vi.advanceTimersByTime(2000);
    await settle();
  };

  it('is asked for again where the server did not answer', async () => {
    const [dispatch, warnings, disease] = [new Dispatch(), new Warnings(() => false), new Disease()];
    const stops = [dispatch.open(), warnings.start(), disease.open()];
    stop = () => stops.forEach((one) => one());
    const paths = ['/api/dispatches/states', '/api/warnings/form', '/api/disease/form'];
    for (const path of paths) await server.next(path).fail();
    await later();
    await server.next('/api/dispatches/states').answer([{ state: 'requested' }]);
    await server.next('/api/warnings/form').answer({ hazards: [] });
    await server.next('/api/disease/form').answer({ diseases: [] });
    expect([dispatch.states, warnings.form, disease.form]).toEqual([
      [{ state: 'requested' }],
      { hazards: [] },
      { diseases: [] },
    ]);
  });

  it('of damage is the event of the address, also where the list comes late', async () => {
    const desk = new Damage();
    stop = desk.open('lu');
    await server.next('/api/events').fail();
    expect(desk.events).toBeNull();
    await later();
    await server.next('/api/events').answer({ items: [{ id: 'bao' }, { id: 'lu' }] });
    expect(desk.chosen).toBe('lu');
    desk.reload(null);
    await server.next('/api/events').answer({ items: [{ id: 'bao' }, { id: 'lu' }] });
    expect(desk.chosen).toBe('lu');
    desk.reload('moi');
    await server.next('/api/events').answer({ items: [{ id: 'moi' }, { id: 'bao' }, { id: 'lu' }] });
    expect(desk.chosen).toBe('moi');
  });
});
