import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { counted } from '../../field/src/count/model';
import { postCount } from '../../field/src/count/sending';
import type { Report } from '../../field/src/outbox/model';
import { sendText } from '../../field/src/outbox/post';
import type { Identity } from '../../field/src/who/identity';

/** What the centre is told of the clock that dated a record. */
const NOW = Date.parse('2026-07-22T02:10:00Z');
const OFF = 5 * 3_600_000;
const THAO = { name: 'thao', label: 'Thào A', secret: 'go_1' } as Identity;

let asked: Headers[] = [];
beforeEach(() => {
  asked = [];
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    asked.push(new Headers(init.headers));
    const told = { id: 'x', received_at: new Date(NOW).toISOString(), state: 'reported' };
    const body = path.includes('carried') ? { incident: told } : told;
    return Promise.resolve(Response.json(body, { status: 201, headers: { 'X-Request-ID': '1' } }));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
const told = () => asked.map((one) => one.get('X-Device-Time'));

it.each([
  ['as it is, where nobody told of its fault', null, NOW],
  ['put right by what was known of its fault', OFF, NOW + OFF],
  ['not at all, of a count that does not say', undefined, null],
])('a count says what it shows: %s', async (_, clockOffMs, shown) => {
  const known = clockOffMs === undefined ? {} : { clockOffMs };
  const of = { space: 'live', author: THAO, madeAt: NOW, countedAt: '', place: '', ...known };
  const chosen = {
    id: 'x',
    direction: 'out',
    people: 1,
    evacuation: 'y',
    shelter: null,
    override: '',
  } as const;
  await postCount(counted(chosen, of), THAO);
  expect(told()).toEqual([shown === null ? null : new Date(shown).toISOString()]);
});

it('a report says what it shows, and nothing where another phone wrote it', async () => {
  const behind = {
    id: 'x',
    space: 'live',
    author: THAO,
    origin: 'own',
    madeAt: NOW,
    proof: null,
  } as Partial<Report> as Report;
  await sendText({ ...behind, clockOffMs: OFF }, THAO);
  await sendText({ ...behind, clockOffMs: null }, THAO);
  await sendText({ ...behind, clockOffMs: OFF, origin: 'carried' }, THAO);
  expect(told()).toEqual([new Date(NOW + OFF).toISOString(), new Date(NOW).toISOString(), null]);
});
