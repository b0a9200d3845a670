import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Unreachable } from '../../src/api/problem';
import { soon, STALL_MS, whole, type About } from '../../field/src/map/packing';

const ABOUT: About = {
  version: 'a',
  bytes: 8,
  scope: '15',
  bounds: [103, 22, 104, 23],
  min_zoom: 5,
  max_zoom: 12,
  credit: '',
  href: '/api/basemap/a.pmtiles',
};
let line: ReadableStreamDefaultController<Uint8Array>;
let cancelled: boolean;

function answering(status = 200) {
  cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => void (line = controller),
    cancel: () => void (cancelled = true),
  });
  vi.stubGlobal('fetch', () =>
    Promise.resolve(new Response(body, { status, headers: { 'X-Request-ID': '1' } })),
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  answering();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('is whole where every byte came, however slowly', async () => {
  const told: number[] = [];
  const file = whole(ABOUT, 'go_1', (percent) => told.push(percent));
  for (let piece = 0; piece < 4; piece++) {
    await vi.advanceTimersByTimeAsync(STALL_MS - 1);
    line.enqueue(new Uint8Array([piece, piece]));
  }
  await vi.advanceTimersByTimeAsync(0);
  line.close();
  expect(new Uint8Array(await (await file).arrayBuffer())).toEqual(new Uint8Array([0, 0, 1, 1, 2, 2, 3, 3]));
  expect(told).toEqual([25, 50, 75, 100]);
});

it('is given up where nothing comes any more', async () => {
  const file = whole(ABOUT, 'go_1', () => undefined);
  const failed = expect(file).rejects.toThrow('no sign of life');
  line.enqueue(new Uint8Array(6));
  await vi.advanceTimersByTimeAsync(STALL_MS + 1);
  await failed;
  expect(cancelled).toBe(true);
});

it('is given up where nobody answers at all', async () => {
  vi.stubGlobal('fetch', () => new Promise(() => undefined));
  const failed = expect(whole(ABOUT, 'go_1', () => undefined)).rejects.toThrow('no sign of life');
  await vi.advanceTimersByTimeAsync(STALL_MS + 1);
  await failed;
});

it.each([7, 9])('is not taken with %d bytes where 8 were offered', async (bytes) => {
  const failed = expect(whole(ABOUT, 'go_1', () => undefined)).rejects.toThrow('broken off');
  line.enqueue(new Uint8Array(bytes));
  line.close();
  await failed;
});

it('is refused with the status, or where somebody else answers', async () => {
  answering(403);
  await expect(whole(ABOUT, 'go_1', () => undefined)).rejects.toThrow('403');
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('hotel')));
  await expect(whole(ABOUT, 'go_1', () => undefined)).rejects.toThrow(Unreachable);
});

it('leaves no clock running behind what came in time', async () => {
  expect(await soon(Promise.resolve(5))).toBe(5);
  expect(vi.getTimerCount()).toBe(0);
});
