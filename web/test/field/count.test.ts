import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiProblem, Unreachable } from '../../src/api/problem';
import { uuid7 } from '../../src/lib/uuid7';
import { Book } from '../../field/src/count/book';
import { asksWhy, counted, due, lacks, waits, type Chosen, type Count } from '../../field/src/count/model';
import { sendCounts, type Post } from '../../field/src/count/sending';
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
const MY: Identity = { ...THAO, name: 'my', label: 'Mỹ', secret: 'go_2' };
const NOW = Date.parse('2026-07-22T02:10:00Z');

const chosen = (more: Partial<Chosen> = {}): Chosen => ({
  id: uuid7(),
  direction: 'out',
  people: 12,
  evacuation: uuid7(),
  shelter: null,
  override: '',
  ...more,
});
const count = (more: Partial<Chosen> = {}, madeAt = NOW): Count =>
  counted(chosen(more), {
    space: 'live',
    author: { name: 'thao', label: 'Thào A' },
    madeAt,
    countedAt: new Date(madeAt).toISOString(),
    place: 'Thôn Bản Vược',
  });
const full = () => new ApiProblem(409, 'shelter_full', '', 'còn 3 chỗ', null, [], null);

let opened: Shelf[] = [];
let number = 0;
async function shelfOf(...identities: Identity[]): Promise<Shelf> {
  const shelf = new Shelf(`counts-${++number}`);
  opened.push(shelf);
  for (const identity of identities) await shelf.keepIdentity(identity);
  await shelf.keep('current', identities[0]?.name ?? '');
  return shelf;
}
afterEach(async () => {
  for (const shelf of opened) (await shelf.base()).close();
  opened = [];
});

/** The centre: takes each id once, and may lose the answer on the way. */
class Centre {
  taken = new Map<string, string>();
  repeats = 0;
  by: string[] = [];
  lose = 0;
  post: Post = async (one, by) => {
    this.by.push(by.name);
    const before = this.taken.get(one.id);
    if (before !== undefined && before !== one.text)
      throw new ApiProblem(409, 'id_taken', '', '', null, [], null);
    if (before !== undefined) this.repeats++;
    this.taken.set(one.id, one.text);
    await Promise.resolve();
    if (this.lose-- > 0) throw new Unreachable('the answer was lost');
    return { id: one.id };
  };
}

describe('counting people without a signal', () => {
  it('keeps what was counted until the centre has it, and sends it once', async () => {
    const [shelf, centre] = [await shelfOf(THAO), new Centre()];
    const book = new Book(shelf);
    const [first, second] = [count({}, NOW), count({ people: 3 }, NOW + 1)];
    await book.add(first);
    await book.add(second);
    await book.add({ ...first, people: 99 });
    expect((await book.all()).map((one) => one.people)).toEqual([12, 3]);
    await sendCounts(shelf, centre.post, { now: () => NOW });
    expect([...centre.taken.keys()]).toEqual([first.id, second.id]);
    expect((await book.all()).every((one) => one.sentAt === NOW)).toBe(true);
    await sendCounts(shelf, centre.post, { now: () => NOW + 1e9, hurry: true });
    expect(centre.repeats).toBe(0);
  });

  it('sends letter for letter the same after a lost answer, so that nothing is doubled', async () => {
    const [shelf, centre] = [await shelfOf(THAO), new Centre()];
    const one = count();
    await new Book(shelf).add(one);
    centre.lose = 2;
    for (let time = 0; time < 3; time++)
      await sendCounts(shelf, centre.post, { now: () => NOW + time, hurry: true });
    expect(centre.taken.get(one.id)).toBe(one.text);
    expect([centre.taken.size, centre.repeats]).toEqual([1, 2]);
    expect((await new Book(shelf).all())[0]?.refused).toBeNull();
  });

  it('waits longer and longer without a network, and not when somebody asks', async () => {
    const shelf = await shelfOf(THAO);
    await new Book(shelf).add(count());
    let tries = 0;
    const nobody: Post = () => (tries++, Promise.reject(new Unreachable('no network')));
    const first = await sendCounts(shelf, nobody, { now: () => NOW, chance: () => 0.5 });
    expect(first.nextMs).toBeGreaterThan(0);
    const soon = await sendCounts(shelf, nobody, { now: () => NOW + 1, chance: () => 0.5 });
    expect([tries, soon.nextMs !== null]).toEqual([1, true]);
    await sendCounts(shelf, nobody, { now: () => NOW + 2, hurry: true });
    expect(tries).toBe(2);
    expect((await new Book(shelf).all())[0]?.sentAt).toBeNull();
  });

  it('keeps a count that a full shelter refuses, and puts another with the reason in its place', async () => {
    const shelf = await shelfOf(THAO);
    const book = new Book(shelf);
    const refused = count({ direction: 'in', shelter: uuid7() });
    await book.add(refused);
    await sendCounts(shelf, () => Promise.reject(full()), { now: () => NOW });
    const [kept] = await book.all();
    expect(kept && asksWhy(kept)).toBe(true);
    expect(kept && due(kept, NOW + 1e9)).toBeNull();
    const instead = count({ direction: 'in', shelter: uuid7(), override: 'Đường quay lại đã ngập' });
    await book.add(instead, refused.id);
    expect((await book.all()).map((one) => one.id)).toEqual([instead.id]);
    expect(JSON.parse(instead.text)).toMatchObject({ override: 'Đường quay lại đã ngập', direction: 'in' });
    const centre = new Centre();
    await sendCounts(shelf, centre.post, { now: () => NOW });
    expect([...centre.taken.keys()]).toEqual([instead.id]);
  });

  it('takes no receipt for another count, and never a receipt back', async () => {
    const shelf = await shelfOf(THAO);
    const book = new Book(shelf);
    const one = count();
    await book.add(one);
    await sendCounts(shelf, () => Promise.resolve({ id: uuid7() }), { now: () => NOW });
    expect((await book.all())[0]?.sentAt).toBeNull();
    await book.amend(one.id, { sentAt: NOW });
    await book.amend(one.id, { sentAt: null, refused: { code: 'x', reason: '' } });
    expect((await book.all())[0]).toMatchObject({ sentAt: NOW, refused: null });
  });

  it('does not forget what the centre has not', async () => {
    const book = new Book(await shelfOf(THAO));
    const one = count();
    await book.add(one);
    await book.forget(one.id);
    expect(await book.all()).toHaveLength(1);
    await book.amend(one.id, { sentAt: NOW });
    await book.forget(one.id);
    expect(await book.all()).toHaveLength(0);
  });

  it('goes under its author, else under whoever is signed in; a token turned away leaves it waiting', async () => {
    const shelf = await shelfOf(MY, THAO);
    const book = new Book(shelf);
    await book.add(count());
    const gone: Post = () => Promise.reject(new ApiProblem(401, 'token_revoked', '', '', null, [], null));
    await sendCounts(shelf, gone, { now: () => NOW });
    expect((await shelf.identities()).find((one) => one.name === 'thao')?.locked).toBe('token_revoked');
    expect((await book.all()).every(waits)).toBe(true);
    const centre = new Centre();
    await sendCounts(shelf, centre.post, { now: () => NOW + 1, hurry: true });
    expect(centre.by).toEqual(['my']);
  });

  it('leaves the reports alone', async () => {
    const shelf = await shelfOf(THAO);
    await new Book(shelf).add(count());
    expect(await shelf.reports()).toEqual([]);
    expect(await shelf.recall('current')).toBe('thao');
  });
});

describe('what can be written down', () => {
  it.each([
    [{ people: 0 }, 'people'],
    [{ people: -3 }, 'people'],
    [{ people: 1.5 }, 'people'],
    [{ people: Number.NaN }, 'people'],
    [{ people: null as unknown as number }, 'people'],
    [{ people: 60_000 }, 'people'],
    [{ evacuation: null }, 'order'],
    [{ direction: 'in' as const }, 'shelter'],
    [{ direction: 'in' as const, evacuation: null, shelter: 'a' }, null],
    [{ direction: 'home' as const, shelter: 'a' }, null],
    [{}, null],
  ])('%o lacks %s', (more, lack) => {
    expect(lacks(chosen(more))).toBe(lack);
  });

  it('sends a shelter only with those who come to it or leave it', () => {
    const out = JSON.parse(count({ direction: 'out', shelter: uuid7(), override: 'x' }).text) as object;
    expect(Object.keys(out)).toEqual(['id', 'direction', 'people', 'evacuation_id', 'counted_at']);
  });
});
