import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, Unreachable } from '../../src/api/problem';
import { uuid7 } from '../../src/lib/uuid7';
import { LOST_TRY_MS } from '../../field/src/outbox/fate';
import { isWaiting, standing, tick, type Known, type Report } from '../../field/src/outbox/model';
import type { Poster } from '../../field/src/outbox/post';
import { bearer, follow, round } from '../../field/src/outbox/sender';
import { Shelf } from '../../field/src/outbox/shelf';
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
const KNOWN: Known = {
  receivedAt: '2026-07-22T02:10:00Z',
  state: 'reported',
  stateLabel: null,
  seenAt: null,
  actedAt: null,
  commune: 'Xã Bát Xát',
};

function report(more: Partial<Report> = {}): Report {
  const id = uuid7();
  return {
    id,
    format: 1,
    text: JSON.stringify({ id, kind: 'fire' }),
    space: 'live',
    author: { name: 'thao', label: 'Thào A' },
    proof: null,
    madeAt: Date.now(),
    clockOffMs: null,
    origin: 'own',
    kind: 'fire',
    place: '',
    parts: 0,
    ...more,
  };
}

const part = (of: Report, n: number) => ({
  id: uuid7(),
  report: of.id,
  kind: 'photo' as const,
  type: 'image/jpeg',
  name: `${n}.jpg`,
  bytes: new Uint8Array([n, 2, 3]).buffer,
});

let count = 0;
const opened: Shelf[] = [];
async function shelfOf(identities: Identity[] = [THAO]): Promise<Shelf> {
  const shelf = new Shelf(`test-${++count}`);
  opened.push(shelf);
  for (const identity of identities) await shelf.keepIdentity(identity);
  await shelf.keep('current', identities[0]?.name ?? '');
  return shelf;
}
afterEach(async () => {
  for (const shelf of opened.splice(0)) (await shelf.base()).close();
});

/** A centre that keeps what it is sent by id, behind a line that loses requests and answers. */
class Centre implements Poster {
  texts = new Map<string, string>();
  parts = new Map<string, number>();
  refusal: ApiProblem | null = null;
  told: Known = KNOWN;

  constructor(private readonly line: (leg: 'there' | 'back') => boolean = () => true) {}

  text = (of: Report) => {
    if (this.refusal) return Promise.reject(this.refusal);
    if (!this.line('there')) return Promise.reject(new Unreachable('there'));
    const again = this.texts.has(of.id);
    if (again && this.texts.get(of.id) !== of.text) throw new Error('other words under the same id');
    this.texts.set(of.id, of.text);
    if (!this.line('back')) return Promise.reject(new Unreachable('back'));
    return Promise.resolve({ known: this.told, again });
  };

  part = (_: Report, sent: { id: string }) => {
    if (!this.line('there')) return Promise.reject(new Unreachable('there'));
    this.parts.set(sent.id, (this.parts.get(sent.id) ?? 0) + 1);
    return this.line('back') ? Promise.resolve() : Promise.reject(new Unreachable('back'));
  };

  known = (reports: Report[]) => Promise.resolve(new Map(reports.map((one) => [one.id, this.told])));
}

const problem = (status: number, code = `http_${status}`) =>
  new ApiProblem(status, code, 't', 'd', null, [], null);
const stand = async (shelf: Shelf, id: string) => standing((await shelf.entries()).get(id) ?? []);

describe('sending', () => {
  // Many transactions on a slow machine.
  vi.setConfig({ testTimeout: 60_000 });

  it('keeps a report as it was written, and refuses to change it', async () => {
    const shelf = await shelfOf();
    const own = report();
    expect(await shelf.add(own, [])).toBe(true);
    expect(await shelf.add({ ...own, text: '{}' }, [])).toBe(false);
    expect((await shelf.reports())[0]?.text).toBe(own.text);
  });

  it('loses nothing and doubles nothing on a line that loses half of everything', async () => {
    let seed = 11;
    const chance = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    const shelf = await shelfOf();
    const reports = Array.from({ length: 20 }, (_, i) => report({ parts: i % 3 }));
    const sent = reports.map((one) => Array.from({ length: one.parts }, (_, n) => part(one, n)));
    for (const [i, one] of reports.entries()) await shelf.add(one, sent[i] ?? []);
    const centre = new Centre(() => chance() > 0.5);
    let now = Date.now();
    for (let turn = 0; turn < 200; turn++) {
      const { nextMs } = await round(shelf, centre, { now: () => now, chance });
      if (nextMs === null) break;
      now += nextMs + 1;
    }
    expect([...centre.texts.keys()].sort()).toEqual(reports.map((one) => one.id).sort());
    expect(centre.parts.size).toBe(sent.flat().length);
    for (const one of reports) {
      const at = await stand(shelf, one.id);
      expect(tick(at)).toBe('received');
      expect(isWaiting(one, at)).toBe(false);
    }
  });

  it('goes on after a browser that was killed in the middle of a try', async () => {
    const shelf = await shelfOf();
    const own = report();
    await shelf.add(own, []);
    await shelf.append({ what: 'tried', report: own.id, at: 1000 });
    const centre = new Centre();
    const early = await round(shelf, centre, { now: () => 2000 });
    expect(centre.texts.size).toBe(0);
    expect(early.nextMs).toBe(1000 + LOST_TRY_MS - 2000);
    await round(shelf, centre, { now: () => 1001 + LOST_TRY_MS });
    expect(tick(await stand(shelf, own.id))).toBe('received');
  });

  it('does not wait for a dead try where nobody else can be sending', async () => {
    const shelf = await shelfOf();
    const own = report({ parts: 1 });
    const photo = part(own, 1);
    await shelf.add(own, [photo]);
    await shelf.append({ what: 'tried', report: own.id, at: 1000 });
    await shelf.append({ what: 'tried', report: own.id, part: photo.id, at: 1000 });
    const centre = new Centre();
    const early = await round(shelf, centre, { now: () => 1001, chance: () => 1, sole: true });
    expect(centre.texts.size).toBe(0);
    expect(tick(await stand(shelf, own.id))).toBe('here');
    expect(early.nextMs).toBeGreaterThan(0);
    expect(early.nextMs).toBeLessThan(LOST_TRY_MS);
    await round(shelf, centre, { now: () => 1002, sole: true, hurry: true });
    expect([centre.texts.size, centre.parts.size]).toEqual([1, 1]);
    expect(tick(await stand(shelf, own.id))).toBe('received');
  });

  it('keeps what the centre refuses, says why, and goes on with the others', async () => {
    const shelf = await shelfOf();
    const [bad, good] = [report({ madeAt: 1 }), report({ madeAt: 2 })];
    await shelf.add(bad, []);
    await shelf.add(good, []);
    const centre = new Centre();
    centre.text = ((original) => (of: Report) =>
      of.id === bad.id ? Promise.reject(problem(422, 'outside_country')) : original(of))(centre.text);
    await round(shelf, centre);
    expect(tick(await stand(shelf, bad.id))).toBe('refused');
    expect((await stand(shelf, bad.id)).text.refused?.code).toBe('outside_country');
    expect(tick(await stand(shelf, good.id))).toBe('received');
    expect((await round(shelf, centre)).moved).toBe(false);
    expect((await shelf.reports()).length).toBe(2);
  });

  it('stops at a token that was taken back, and lets the next who signs in carry the report', async () => {
    const shelf = await shelfOf();
    const own = report();
    await shelf.add(own, []);
    const centre = new Centre();
    centre.refusal = problem(401, 'token_revoked');
    await round(shelf, centre);
    expect((await shelf.identities())[0]?.locked).toBe('token_revoked');
    const at = await stand(shelf, own.id);
    expect([tick(at), at.text.failures]).toEqual(['here', 1]);
    expect((await round(shelf, centre, { hurry: true })).moved).toBe(false);
    centre.refusal = null;
    const giang: Identity = { ...THAO, name: 'giang', secret: 'go_2' };
    await shelf.keepIdentity(giang);
    await shelf.keep('current', 'giang');
    expect(bearer(own, await shelf.identities(), 'giang')?.name).toBe('giang');
    await round(shelf, centre, { hurry: true });
    expect(tick(await stand(shelf, own.id))).toBe('received');
  });

  it('sends text before photographs, all texts before any', async () => {
    const shelf = await shelfOf();
    const order: string[] = [];
    const centre = new Centre();
    const { text, part: sendPart } = centre;
    centre.text = (of) => (order.push('text'), text(of));
    centre.part = (of, sent) => (order.push('part'), sendPart(of, sent));
    for (let i = 0; i < 3; i++) {
      const own = report({ parts: 1 });
      await shelf.add(own, [part(own, i)]);
    }
    await round(shelf, centre);
    expect(order).toEqual(['text', 'text', 'text', 'part', 'part', 'part']);
  });

  it('learns that the centre saw it, and asks no more once it is over', async () => {
    const shelf = await shelfOf();
    const own = report();
    await shelf.add(own, []);
    const centre = new Centre();
    await round(shelf, centre);
    centre.told = { ...KNOWN, commune: null, seenAt: '2026-07-22T02:12:00Z' };
    expect(await follow(shelf, centre)).toBe(true);
    const at = await stand(shelf, own.id);
    expect([tick(at), at.known?.commune]).toEqual(['seen', KNOWN.commune]);
    centre.told = { ...centre.told, state: 'resolved' };
    await follow(shelf, centre);
    let asked = 0;
    centre.known = () => (asked++, Promise.resolve(new Map()));
    await follow(shelf, centre);
    expect(asked).toBe(0);
  });

  it('sends photographs that came by file after the report came by codes', async () => {
    const shelf = await shelfOf();
    const centre = new Centre();
    const carried = report({ origin: 'carried' });
    await shelf.add(carried, []);
    await round(shelf, centre);
    await shelf.add({ ...carried, parts: 1 }, [part(carried, 1)]);
    const [known] = await shelf.reports();
    expect(known && isWaiting(known, await stand(shelf, carried.id))).toBe(true);
    await round(shelf, centre);
    expect([centre.texts.size, centre.parts.size]).toEqual([1, 1]);
  });

  it('takes a report off the phone with all that belongs to it, and nothing else', async () => {
    const shelf = await shelfOf();
    const [gone, stays] = [report({ parts: 1 }), report({ parts: 1 })];
    for (const one of [gone, stays]) await shelf.add(one, [part(one, 1)]);
    await round(shelf, new Centre());
    await shelf.remove(gone.id);
    expect((await shelf.reports()).map((one) => one.id)).toEqual([stays.id]);
    expect(await shelf.partIds(gone.id)).toEqual([]);
    expect([...(await shelf.entries()).keys()]).toEqual([stays.id]);
    expect((await shelf.parts(stays.id)).length).toBe(1);
  });
});
