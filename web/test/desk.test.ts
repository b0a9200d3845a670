import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Desk } from '../src/pages/triage/desk.svelte';

/** What the played server was asked, each to be answered when the test says so. */
interface Question {
  method: string;
  address: URL;
  body: Record<string, unknown> | null;
  answer: (body: unknown) => Promise<void>;
  /** No answer comes. */
  fail: () => Promise<void>;
}

let questions: Question[];

const settle = () => new Promise((wake) => setTimeout(wake, 5));
const item = (id: string) => ({
  incident: { id, etag: `"${id}"` },
  score_minutes: 0,
  reasons: [],
  present: [],
});
const queue = (ids: string, next: string | null = null) => ({
  items: [...ids].map(item),
  next,
  counts: { open: ids.length, untouched: 0, overdue: 0 },
});
const bulk = (ids: string, code: string | null = null) => ({
  id: 'bulk',
  done: code === null ? ids.length : 0,
  undone: false,
  results: [...ids].map((id) => ({ id, done: code === null, code })),
});
const shown = (desk: Desk) => desk.items.map((one) => one.incident.id).join('');

/** The oldest question about it that is not answered yet. */
function waiting(about: 'queue' | 'bulk'): Question {
  const place = questions.findIndex(({ address }) => address.pathname.includes(about));
  const question = questions.splice(place, 1)[0];
  if (place < 0 || !question) throw new Error(`nothing was asked about ${about}`);
  return question;
}

async function deskWith(ids: string): Promise<Desk> {
  const desk = new Desk();
  void desk.load(true);
  await waiting('queue').answer(queue(ids));
  return desk;
}

beforeEach(() => {
  questions = [];
  vi.stubGlobal('location', new URL('http://test/triage'));
  vi.stubGlobal('fetch', (address: string, { method, body }: { method: string; body?: string }) => {
    if (address.includes('/presence')) return Promise.resolve(new Response(null, { status: 204 }));
    return new Promise<Response>((resolve, reject) =>
      questions.push({
        method,
        address: new URL(address, 'http://test/'),
        body: body ? (JSON.parse(body) as Record<string, unknown>) : null,
        answer: async (document) => {
          resolve(Response.json(document));
          await settle();
        },
        fail: async () => {
          reject(new TypeError('no network'));
          await settle();
        },
      }),
    );
  });
  vi.useFakeTimers({ toFake: ['setInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the officer goes on while the server answers', () => {
  it('an undo takes back to its report one who waited for it', async () => {
    const desk = await deskWith('abc');
    void desk.act('reject');
    expect(desk.chosen).toBe('b');
    await waiting('bulk').answer(bulk('a'));
    await waiting('queue').answer(queue('bc'));
    void desk.undo();
    await waiting('bulk').answer(bulk('a'));
    await waiting('queue').answer(queue('abc'));
    expect([desk.chosen, shown(desk)]).toEqual(['a', 'abc']);
  });

  it('an undo leaves one who went on where they are, with what they marked', async () => {
    const desk = await deskWith('abc');
    void desk.act('reject');
    await waiting('bulk').answer(bulk('a'));
    await waiting('queue').answer(queue('bc'));
    void desk.undo();
    await waiting('bulk').answer(bulk('a'));
    desk.mark('b');
    await waiting('queue').answer(queue('abc'));
    desk.step(1);
    desk.mark(desk.chosen ?? '');
    expect([desk.chosen, desk.marked]).toEqual(['c', ['b', 'c']]);
  });

  it('an undo of what is still under way waits for it, and never undoes the step before it', async () => {
    const desk = await deskWith('abc');
    void desk.act('claim');
    await waiting('bulk').answer({ ...bulk('a'), id: 'before' });
    await waiting('queue').answer(queue('abc'));
    void desk.act('reject');
    void desk.load(false); // others tell of the change before its answer is here
    await waiting('queue').answer(queue('bc'));
    void desk.undo();
    void desk.undo();
    await settle();
    expect(questions.map(({ address }) => address.pathname)).toEqual(['/api/incidents/bulk']);
    await waiting('bulk').answer({ ...bulk('a'), id: 'reject' });
    const undo = waiting('bulk');
    expect(undo.address.pathname).toBe('/api/incidents/bulk/reject/undo');
    await undo.answer({ ...bulk('a'), id: 'reject', undone: true });
    expect(questions.filter(({ address }) => address.pathname.includes('bulk'))).toEqual([]);
  });

  it('an undo of what did not go through undoes nothing', async () => {
    const desk = await deskWith('abc');
    void desk.act('claim');
    await waiting('bulk').answer(bulk('a'));
    await waiting('queue').answer(queue('abc'));
    void desk.act('reject');
    void desk.undo();
    await waiting('bulk').fail();
    expect(questions.some(({ address }) => address.pathname.includes('undo'))).toBe(false);
    expect(desk.unanswered).toBe(true);
  });

  it('an action takes its own marks away and not those made meanwhile', async () => {
    const desk = await deskWith('abcd');
    desk.mark('a');
    desk.mark('b');
    void desk.act('verify');
    desk.mark('d');
    const asked = waiting('bulk');
    expect(asked.body?.['items']).toEqual([
      { id: 'a', etag: '"a"' },
      { id: 'b', etag: '"b"' },
    ]);
    await asked.answer(bulk('ab'));
    expect(desk.marked).toEqual(['d']);
  });

  it('a refusal takes back one who waited, and nobody else', async () => {
    const desk = await deskWith('abc');
    void desk.act('verify');
    await waiting('bulk').answer(bulk('a', 'wrong_state'));
    expect(desk.chosen).toBe('a');
    await waiting('queue').answer(queue('abc'));
    void desk.act('verify');
    desk.choose('c');
    await waiting('bulk').answer(bulk('a', 'wrong_state'));
    expect(desk.chosen).toBe('c');
  });
});

describe('no answer', () => {
  it('to a step leaves the report where it was, and says so until the next step', async () => {
    const desk = await deskWith('abc');
    const played = fetch;
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    await desk.act('verify');
    vi.stubGlobal('fetch', played);
    expect([desk.chosen, desk.unanswered]).toEqual(['a', true]);
    void desk.load(true);
    await waiting('queue').answer(queue('abc'));
    expect([desk.failed, desk.unanswered]).toEqual([false, true]);
    void desk.act('verify');
    expect(desk.unanswered).toBe(false);
  });
});

describe('answers that overtake one another', () => {
  it('an older queue never replaces a newer one', async () => {
    const desk = await deskWith('ab');
    void desk.load(false);
    void desk.load(false);
    const [older, newer] = [waiting('queue'), waiting('queue')];
    await newer.answer(queue('abc'));
    await older.answer(queue('a'));
    expect([shown(desk), desk.waiting]).toEqual(['ab', 1]);
  });

  it('the order that was asked for comes with whichever answer counts', async () => {
    const desk = await deskWith('ab');
    void desk.load(true);
    void desk.load(false);
    const [sorted, plain] = [waiting('queue'), waiting('queue')];
    await plain.answer(queue('cba'));
    await sorted.answer(queue('ab'));
    expect([shown(desk), desk.waiting]).toEqual(['cba', 0]);
  });
});

describe('a long queue', () => {
  const hundred = Array.from({ length: 100 }, (_, number) => String.fromCodePoint(0x4e00 + number)).join('');

  it('is narrowed on its second page too, and stays when something changes', async () => {
    const desk = new Desk();
    desk.narrow('unheld');
    await waiting('queue').answer(queue(hundred, 'cursor'));
    void desk.more();
    const second = waiting('queue');
    expect([...second.address.searchParams].sort()).toEqual(
      expect.arrayContaining([
        ['after', 'cursor'],
        ['unheld', 'true'],
      ]),
    );
    await second.answer(queue('xyz'));
    expect(desk.items).toHaveLength(103);
    void desk.load(false);
    const again = waiting('queue');
    expect(again.address.searchParams.get('limit')).toBe('103');
    await again.answer(queue(`${hundred}xyz`));
    expect(desk.items).toHaveLength(103);
  });

  it('keeps the desk and says so when the next page cannot be had', async () => {
    const desk = new Desk();
    void desk.load(true);
    await waiting('queue').answer(queue(hundred, 'cursor'));
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    await desk.more();
    expect([desk.items.length, desk.failed]).toEqual([100, true]);
  });
});
