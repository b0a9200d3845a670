import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Parcel } from '../src/report/outbox';
import { outbox } from '../src/report/outbox.svelte';
import { session } from '../src/session/session.svelte';
import { settle, SlowServer } from './slow-server';

const BODY = {
  id: '0190d5e4-5d2e-7a3c-8f0b-6a1f0c9b2d3e',
  kind: 'landslide',
  occurred_at: '2026-07-22T02:10:00+07:00',
  position: { lon: 103.97, lat: 22.48, method: 'gps' as const },
};
let server: SlowServer;

function writtenBy(name: string | null): Parcel {
  const author = name ? { author: { name, shown: `Người ${name}` } } : {};
  return {
    id: BODY.id,
    space: 'live',
    body: BODY,
    place: '',
    madeAt: 1,
    state: 'waiting',
    attempts: 0,
    reason: null,
    ...author,
  };
}

beforeEach(async () => {
  server = new SlowServer();
  session.state = 'out';
  void session.signIn('truc-ban', 'secret');
  const person = {
    name: 'truc-ban',
    display_name: 'Trực ban',
    roles: ['duty'],
    scope: '15',
    must_change_password: false,
  };
  await server.next('/api/session').answer({ csrf: 'csrf', person });
});
afterEach(async () => {
  await outbox.discard(BODY.id);
  vi.unstubAllGlobals();
});

it.each(['truc-ban', null])('a report of whoever is signed in goes out (%s)', async (author) => {
  await outbox.post(writtenBy(author));
  await settle();
  const sent = server.next('/api/incidents');
  expect(sent.body).toEqual(BODY);
  await sent.answer({});
  await settle();
  expect(outbox.mine.map((parcel) => parcel.state)).toEqual(['received']);
});

it('a report of another waits for its author, and is sent by hand in the name of who is signed in', async () => {
  await outbox.post(writtenBy('ca-truoc'));
  await settle();
  expect(server.open('/api/incidents')).toBe(0);
  expect(outbox.ofOthers.map((parcel) => parcel.author?.shown)).toEqual(['Người ca-truoc']);
  expect([outbox.mine.length, outbox.waiting.length], 'it is not counted as theirs').toEqual([0, 0]);

  void outbox.sendAsMine(BODY.id);
  await settle();
  const sent = server.next('/api/incidents');
  expect(sent.body, 'under its own id and with its own words').toEqual(BODY);
  await sent.answer({});
  await settle();
  expect(outbox.ofOthers).toEqual([]);
  expect(outbox.mine).toMatchObject([{ state: 'received', author: { name: 'truc-ban', shown: 'Trực ban' } }]);
});
