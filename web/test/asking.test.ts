import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Desk as Compare } from '../src/pages/compare/desk.svelte';
import { Watch } from '../src/pages/feeds/watch.svelte';
import type { AlertBody } from '../src/pages/warnings/desk.svelte';
import { Desk as Warnings } from '../src/pages/warnings/desk.svelte';
import { Filing } from '../src/pages/warnings/filing';
import { Previewing } from '../src/pages/warnings/previewing.svelte';
import { Found } from '../src/search/found.svelte';
import { Sending } from '../src/ui/sending.svelte';
import { settle, SlowServer } from './slow-server';

// What the comparison begins with is read from the address as its module is loaded.
vi.hoisted(() => Object.assign(globalThis, { location: new URL('http://test/') }));

let server: SlowServer;

beforeEach(() => {
  server = new SlowServer();
  vi.stubGlobal('history', { replaceState: () => undefined, pushState: () => undefined });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const later = async (ms: number) => {
  vi.advanceTimersByTime(ms);
  await settle();
};

describe('a form on its way', () => {
  it('is not sent a second time until the first is over', async () => {
    const sending = new Sending();
    const ends: (() => void)[] = [];
    const work = () => new Promise<void>((end) => ends.push(end));
    let done = 0;
    void sending.run(work, () => (done += 1));
    void sending.run(work, () => (done += 1));
    ends[0]?.();
    await settle();
    expect([ends.length, done, sending.busy]).toEqual([1, 1, false]);
  });
});

describe('a warning that is written', () => {
  const body = (codes: string[]) => ({ hazard: 'flood', commune_codes: codes }) as unknown as AlertBody;

  it('is kept once, though the first answer was lost, with what was written since', async () => {
    const desk = new Warnings(() => false);
    const filing = new Filing(desk, null);
    const lost = filing.save(body(['03388'])).catch((fault: unknown) => fault);
    const first = server.next('/api/warnings', 'POST');
    await first.fail();
    expect(await lost).toBeInstanceOf(Error);
    const kept = filing.save(body(['03388', '03391']));
    const again = server.next('/api/warnings', 'POST');
    expect([again.method, again.body]).toEqual(['POST', first.body]);
    expect(first.body?.['id']).toMatch(/^[0-9a-f-]{36}$/);
    await again.answer({ id: 'w', etag: '"1"' });
    const amended = server.next('/api/warnings/w', 'PUT');
    expect([amended.method, amended.body?.['commune_codes']]).toEqual(['PUT', ['03388', '03391']]);
    await amended.answer({ id: 'w', etag: '"2"' });
    expect(await kept).toMatchObject({ etag: '"2"' });
  });

  it('is another one after a refusal, for nothing was kept', async () => {
    const filing = new Filing(new Warnings(() => false), null);
    const refused = filing.save(body(['03388'])).catch((fault: unknown) => fault);
    const first = server.next('/api/warnings', 'POST');
    await first.answer({ code: 'x' }, 422);
    await refused;
    void filing.save(body(['03391']));
    const second = server.next('/api/warnings', 'POST');
    expect([second.method, second.body?.['commune_codes']]).toEqual(['POST', ['03391']]);
    expect(second.body?.['id']).not.toBe(first.body?.['id']);
  });

  it('does not show what it said before where nobody answers, and asks again', async () => {
    const previewing = new Previewing();
    previewing.want(body(['03388']));
    await later(350);
    await server.next('/api/warnings/preview').answer({ missing: [] });
    expect(previewing.shown).not.toBeNull();
    previewing.want(body(['03391']));
    await later(350);
    await server.next('/api/warnings/preview').fail();
    expect([previewing.shown, previewing.unreachable]).toEqual([null, true]);
    await later(4000);
    const asked = server.next('/api/warnings/preview');
    expect(asked.body?.['commune_codes']).toEqual(['03391']);
    await asked.answer({ missing: [] });
    expect([previewing.shown, previewing.unreachable]).toEqual([{ missing: [] }, false]);
    previewing.stop();
  });
});

describe('answers that come when something else is shown', () => {
  it('what became of a run is not told of another feed', async () => {
    const watch = new Watch();
    watch.choose('vrain');
    void watch.run();
    void watch.run();
    const run = server.next('/api/feeds/vrain/run');
    expect(server.open('/run'), 'one run for two clicks').toBe(0);
    watch.choose('nchmf');
    await run.answer({ new: 12 });
    expect([watch.done, watch.busy]).toEqual([null, null]);
    void watch.run();
    await server.next('/api/feeds/nchmf/run').answer({ code: 'x' }, 500);
    expect(watch.problem?.status).toBe(500);
  });

  it('the periods are those of the indicator that was picked last', async () => {
    const desk = new Compare();
    void desk.pick('a');
    void desk.pick('b');
    const [of, then] = [server.next('indicator=a'), server.next('indicator=b')];
    await then.answer({ items: [{ period: '2026', nature: 'actual' }] });
    await of.answer({ items: [{ period: '2020', nature: 'actual' }] });
    expect([desk.question.indicator, desk.question.period, desk.periods.map((one) => one.period)]).toEqual([
      'b',
      '2026',
      ['2026'],
    ]);
  });

  it('a saved view is the one that was opened last', async () => {
    const desk = new Compare();
    void desk.begin('one');
    void desk.begin('two');
    const view = (id: string) => ({ id, question: { indicator: id }, page: {}, camera: null });
    const older = server.next('/api/indicators/views/one');
    await server.next('/api/indicators/views/two').answer(view('two'));
    await older.answer(view('one'));
    expect([desk.view?.id, desk.question.indicator]).toEqual(['two', 'two']);
  });

  it('what is found is found for what is typed', async () => {
    const found = new Found();
    found.type('khun');
    await later(90);
    await server.next('q=khun').answer({ items: [{ code: '03388' }] });
    expect(found.items?.map((one) => one.code)).toEqual(['03388']);
    found.type('bat xat');
    expect(found.items, 'Enter must not go to what was found before').toBeNull();
    found.clear();
    await later(1000);
    expect(server.asked).toEqual([]);
  });
});
