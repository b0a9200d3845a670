import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Person } from '../src/api/types';
import { draft } from '../src/report/draft.svelte';
import type { Parcel } from '../src/report/outbox';
import { outbox } from '../src/report/outbox.svelte';
import { session } from '../src/session/session.svelte';
import { space } from '../src/state/space.svelte';
import { settle, SlowServer } from './slow-server';

let server: SlowServer;
let posted: Parcel[];
let written: () => void;
let stored: Map<string, string>;

beforeEach(() => {
  server = new SlowServer();
  stored = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => stored.set(key, text),
  });
  posted = [];
  vi.spyOn(outbox, 'post').mockImplementation((parcel) => {
    posted.push(parcel);
    return new Promise((done) => (written = done));
  });
  space.name = 'live';
  session.person = { name: 'truc-ban' } as Person;
  draft.clear();
  draft.kind = 'flood';
  void draft.place({ lon: 103.5, lat: 22.4 } as never);
  draft.remember();
});
afterEach(() => {
  session.person = null;
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const kept = () => JSON.parse([...stored.values()].at(-1) ?? '{}') as { kind: string | null };

it('a report sent with a double click is one report, and what is typed meanwhile stays', async () => {
  void draft.send();
  void draft.send();
  expect(posted).toHaveLength(1);
  draft.kind = 'landslide';
  draft.note = 'đá lăn';
  written();
  await settle();
  expect([draft.kind, draft.note]).toEqual(['landslide', 'đá lăn']);
});

it('it is kept until it is written down', async () => {
  void draft.send();
  expect(kept().kind).toBe('flood');
  written();
  await settle();
  expect(kept().kind).toBeNull();
});

it('a commune that is found late is not that of the next report', async () => {
  const asked = server.next('/api/communes/locate');
  draft.clear();
  await asked.answer({ commune: { code: '02683' } });
  expect(draft.commune).toBeNull();
});

it('the next person at the same screen does not see it, and its writer does again', () => {
  draft.note = 'chị Lan, 0912 345 678, đang ở nhà bên suối';
  draft.remember();
  session.person = { name: 'ke-hoach' } as Person;
  draft.restore();
  expect([draft.kind, draft.note]).toEqual([null, '']);
  draft.note = 'của người khác';
  draft.remember();
  session.person = { name: 'truc-ban' } as Person;
  draft.restore();
  expect([draft.kind, draft.note]).toEqual(['flood', 'chị Lan, 0912 345 678, đang ở nhà bên suối']);
});
