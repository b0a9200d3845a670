import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ask } from '../src/api/client';
import { session } from '../src/session/session.svelte';
import { settle, SlowServer } from './slow-server';

let server: SlowServer;
let reloads: number;

const as = (name: string) => ({
  csrf: `csrf-${name}`,
  person: { name, display_name: name, roles: ['duty'], scope: '15', must_change_password: false },
});
const ended = { code: 'not_signed_in', title: 'ended', status: 401 };

async function signIn(name: string): Promise<void> {
  void session.signIn(name, 'secret');
  await server.next('/api/session').answer(as(name));
}

beforeEach(async () => {
  server = new SlowServer();
  reloads = 0;
  vi.stubGlobal('location', { href: 'http://test/', reload: () => (reloads += 1) });
  await signIn('truc-ban');
});
afterEach(() => vi.unstubAllGlobals());

it('what was under way as the session ended is sent when the same person is back', async () => {
  const sent = ask('POST', '/api/incidents', { body: { note: 'đá lăn' } });
  await server.next('/api/incidents').answer(ended, 401);
  expect(session.state).toBe('expired');
  await signIn('truc-ban');
  const again = server.next('/api/incidents');
  expect(again.body).toEqual({ note: 'đá lăn' });
  await again.answer({ id: '1' });
  await expect(sent).resolves.toEqual({ id: '1' });
  expect([session.state, reloads]).toEqual(['in', 0]);
});

it('it is not sent in the name of another who signs in instead', async () => {
  void ask('POST', '/api/warnings/1/actions/issue', { body: {} });
  await server.next('/api/warnings/1/actions/issue').answer(ended, 401);
  await signIn('ca-sau');
  await settle();
  expect(server.open('/api/warnings/1/actions/issue')).toBe(0);
  expect(reloads).toBe(1);
  expect(session.person?.name, 'the screen is still that of the one before').toBe('truc-ban');
});
