import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Identity } from '../../field/src/who/identity';

const THAO: Identity = {
  name: 'thao',
  kind: 'person',
  label: 'Thào A',
  member: '',
  roles: ['field'],
  scope: '15',
  secret: 'go_1',
  locked: null,
};
const DRILL = {
  name: 'dien-tap',
  kind: 'exercise',
  title: { vi: 'Diễn tập', en: 'Drill' },
  now: '2026-07-21T00:00:00Z',
  speed: 1,
  running: true,
  ends_at: null,
  default: true,
};

vi.stubGlobal('navigator', { onLine: true });
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
vi.stubGlobal('document', { visibilityState: 'visible' });
const { app } = await import('../../field/src/app.svelte');

let asked: string[];

beforeEach(() => {
  asked = [];
  app.identity = THAO;
  app.space = null;
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    await new Promise((wake) => setTimeout(wake, 20));
    const body = address.startsWith('/api/spaces') ? { items: [DRILL] } : {};
    return new Response(JSON.stringify(body), {
      headers: { 'Content-Type': 'application/json', 'X-Request-ID': 'r' },
    });
  });
});

it('asks which space it reports into before it asks for what lies there, and asks once', async () => {
  const first = app.learn();
  const spaces = await Promise.all([app.whichSpace(), app.whichSpace()]);
  await first;
  expect(spaces).toEqual(['dien-tap', 'dien-tap']);
  expect(asked.filter((address) => address.startsWith('/api/spaces'))).toHaveLength(1);
});

it('takes what was told before without asking again', async () => {
  await app.learn();
  asked = [];
  expect(await app.whichSpace()).toBe('dien-tap');
  expect(asked).toEqual([]);
});

it('means what really happens where nobody can be asked', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  expect(await app.whichSpace()).toBe('live');
});
