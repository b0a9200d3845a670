import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FormDesk } from '../src/pages/reporting/form.svelte';
import { live } from '../src/state/live.svelte';
import { SlowServer } from './slow-server';

const FORM = '/api/reporting/form';
const VALUES = '/api/indicators/values';
let server: SlowServer;
let desk: FormDesk;
let close: () => void;

const form = (id: number, value: number) => ({
  cells: [
    {
      indicator: { code: 'a' },
      id,
      value,
      value_text: null,
      note: null,
      numeric: true,
      checks: [],
      parts: [],
    },
  ],
  findings: [],
  analyses: [],
  explanations: {},
  editable: true,
});
const shown = () => desk.cells.map((cell) => desk.shown(cell).value).join();
const wait = (ms: number) => vi.advanceTimersByTime(ms);
const sent = () => {
  const asked = server.next(VALUES);
  return { ...asked, item: (asked.body?.['items'] as Record<string, unknown>[])[0] };
};

beforeEach(async () => {
  server = new SlowServer();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(live, 'listen').mockReturnValue(() => undefined);
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
  desk = new FormDesk({ set: 'lao_cai', office: 'x', period: '2026-07', place: '03388' });
  close = desk.open();
  await server.next(FORM).answer(form(7, 3));
  wait(1);
});
afterEach(() => {
  close();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('what is typed while the line is slow is sent after it, without another key', async () => {
  desk.type('a', 'value', '4');
  await vi.advanceTimersByTimeAsync(1200);
  const first = sent();
  desk.type('a', 'value', '45');
  await vi.advanceTimersByTimeAsync(1200);
  expect(server.open(VALUES), 'not side by side').toBe(0);
  await first.answer({ refused: [] });
  await server.next(FORM).answer(form(8, 4));
  await vi.advanceTimersByTimeAsync(0);
  const second = sent();
  expect([first.item, second.item]).toMatchObject([
    { value: 4, expected: 7 },
    { value: 45, expected: 8 },
  ]);
  await second.answer({ refused: [] });
  await server.next(FORM).answer(form(9, 45));
  expect([shown(), desk.waiting, desk.saving]).toEqual(['45', 0, false]);
});

it('what a server in trouble did not take is sent again by itself', async () => {
  desk.type('a', 'value', '4');
  await vi.advanceTimersByTimeAsync(1200);
  await sent().answer({ code: 'x' }, 503);
  expect([desk.fault?.status, desk.waiting]).toEqual([503, 1]);
  await vi.advanceTimersByTimeAsync(4000);
  await sent().answer({ refused: [] });
  await server.next(FORM).answer(form(8, 4));
  expect([desk.fault, desk.waiting]).toEqual([null, 0]);
});

it('a form that was read before the figure was sent does not take its place', async () => {
  void desk.reload();
  const before = server.next(FORM);
  desk.type('a', 'value', '4');
  await vi.advanceTimersByTimeAsync(1200);
  const asked = sent();
  desk.type('a', 'value', '45');
  await asked.answer({ refused: [] });
  await before.answer(form(7, 3));
  expect([shown(), Object.keys(desk.clashes)]).toEqual(['45', []]);
  await server.next(FORM).answer(form(8, 4));
  expect([shown(), Object.keys(desk.clashes), desk.draft.cells['a']?.base]).toEqual(['45', [], 8]);
});

it('readings follow one another, and the newest is the last', async () => {
  void desk.reload();
  const first = server.next(FORM);
  let told = false;
  void desk.reload().then(() => (told = true));
  expect(server.open(FORM)).toBe(0);
  await first.answer(form(8, 5));
  expect([shown(), told]).toEqual(['5', false]);
  await server.next(FORM).answer(form(9, 6));
  expect([shown(), told, server.open(FORM)]).toEqual(['6', true, 0]);
});

it('a report is handed in after what is under way, not silently left', async () => {
  desk.type('a', 'value', '4');
  await vi.advanceTimersByTimeAsync(1200);
  const asked = sent();
  void desk.act('submit', null);
  await asked.answer({ refused: [] });
  await server.next(FORM).answer(form(8, 4));
  await server.next('/api/reporting/submit').answer({});
  await server.next(FORM).answer({ ...form(8, 4), editable: false });
  expect([desk.acting, desk.form?.editable]).toEqual([false, false]);
});
