import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FormDesk } from './form.svelte';
import { WORDS } from './words';

const ADDRESS = { set: 'lao_cai', office: 'x', period: '2026-07', place: '03388' };
const FORM = { cells: [], findings: [], analyses: [], explanations: {}, editable: true };

let answers: (() => Promise<Response>)[] = [];
let asked = 0;
let close = () => {};
const refuse = () => Promise.reject(new TypeError('no network'));
const fail = (status: number) => () => Promise.resolve(Response.json({ code: 'x' }, { status }));
const said = (desk: FormDesk) => desk.reading.text(WORDS.vi, desk.form !== null);
const give = () => Promise.resolve(Response.json(FORM));

describe('a form that could not be read again', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-07-22T02:00:00+07:00') });
    vi.spyOn(Math, 'random').mockReturnValue(1);
    vi.stubGlobal('navigator', { onLine: true });
    vi.stubGlobal('addEventListener', () => undefined);
    vi.stubGlobal('removeEventListener', () => undefined);
    asked = 0;
    vi.stubGlobal('fetch', () => (answers[asked++] ?? give)());
  });

  afterEach(() => {
    close();
    vi.restoreAllMocks();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  async function opened(...given: (() => Promise<Response>)[]): Promise<FormDesk> {
    answers = given;
    const desk = new FormDesk(ADDRESS);
    close = desk.open();
    await vi.advanceTimersByTimeAsync(0);
    return desk;
  }

  test.each([
    ['nobody answers', refuse],
    ['the server is in trouble', fail(503)],
  ])('says so and is asked again by itself, ever more gently, where %s', async (_, trouble) => {
    const desk = await opened(give, trouble, trouble, give);
    expect(desk.reading.stale).toBe(false);
    await desk.reload();
    expect([desk.reading.stale, desk.reading.retrying, desk.fault]).toEqual([true, true, null]);
    expect(said(desk)).toContain('bản đọc lúc 02:00');
    expect(said(desk)).toContain('tự thử lại');
    const waits = [];
    for (let second = 1, before = asked; asked < 4; second++, before = asked) {
      await vi.advanceTimersByTimeAsync(1_000);
      if (asked > before) waits.push(second);
    }
    expect(waits).toEqual([1, 3]);
    expect([desk.reading.stale, desk.reading.retrying, desk.offline]).toEqual([false, false, false]);
  });

  test('is asked at once by the button', async () => {
    const desk = await opened(give, refuse, give);
    await desk.reload();
    await desk.reading.retry();
    expect([asked, desk.reading.stale]).toEqual([3, false]);
  });

  test('is not asked again by itself where the answer would be the same', async () => {
    const desk = await opened(give, fail(403));
    await desk.reload();
    await vi.advanceTimersByTimeAsync(120_000);
    expect([asked, desk.reading.stale, desk.reading.retrying, desk.fault?.status]).toEqual([
      2,
      true,
      false,
      403,
    ]);
    expect(said(desk)).not.toContain('tự thử lại');
  });

  test('is asked no more once the page is left', async () => {
    const desk = await opened(give, refuse);
    await desk.reload();
    close();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(asked).toBe(2);
  });

  test('that was never read is not called an old one', async () => {
    const desk = await opened(refuse);
    expect(said(desk)).toBe('Chưa tải được biểu. Máy tự thử lại.');
  });
});
