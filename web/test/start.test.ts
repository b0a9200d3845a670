import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gazetteer } from '../src/state/gazetteer.svelte';
import { start } from '../src/state/start.svelte';

class Stream {
  addEventListener() {}
  close() {}
}

const LISTED: Record<string, unknown[]> = {
  '/api/provinces': [{ code: '15' }],
  '/api/communes': [{ code: '02683', full_name_vi: 'Xã Bát Xát' }],
};
let refusals = 0;
let asked: string[] = [];
let stop = () => {};

function answer(address: string): Promise<Response> {
  const path = address.split('?')[0] ?? '';
  asked.push(path);
  if (path === '/api/communes' && refusals-- > 0) return Promise.reject(new TypeError('no network'));
  return Promise.resolve(Response.json({ items: LISTED[path] ?? [], next: null }));
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Stream);
  vi.stubGlobal('location', new URL('http://test/'));
  vi.stubGlobal('fetch', answer);
  asked = [];
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const times = () => asked.filter((path) => path === '/api/communes').length;

test('names that could not be fetched are asked for until they are there', async () => {
  refusals = 2;
  stop = start.run();
  await vi.advanceTimersByTimeAsync(0);
  expect(gazetteer.name('02683')).toBeNull();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(gazetteer.name('02683')).toBe('Xã Bát Xát');
  expect(times()).toBe(3);
});

test('they are asked for no more once the screen is left', async () => {
  refusals = 1000;
  stop = start.run();
  await vi.advanceTimersByTimeAsync(0);
  stop();
  const before = times();
  await vi.advanceTimersByTimeAsync(120_000);
  expect([before, times()]).toEqual([1, 1]);
});
