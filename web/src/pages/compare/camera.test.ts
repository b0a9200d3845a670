import type { Map as MapLibreMap } from 'maplibre-gl';
import { expect, test, vi } from 'vitest';
import { cameras } from './camera.svelte';

type Bounds = [number, number, number, number];
const LAO_CAI: Bounds = [103.5, 21.3, 105, 22.9];

function map() {
  return {
    fitBounds: vi.fn(),
    jumpTo: vi.fn(),
    getCenter: () => ({ lng: 104, lat: 22 }),
    getZoom: () => 7,
    on: vi.fn(),
    off: vi.fn(),
  };
}
const join = (key: string, made: ReturnType<typeof map>) => cameras.join(key, made as unknown as MapLibreMap);

test('an area that was chosen before there is a map fills the first one, and the others follow it', () => {
  cameras.fit(LAO_CAI);
  const [first, second] = [map(), map()];
  const leave = [join('a', first), join('b', second)];
  expect(first.fitBounds).toHaveBeenCalledExactlyOnceWith(LAO_CAI, expect.anything());
  expect(second.fitBounds).not.toHaveBeenCalled();
  expect(second.jumpTo).toHaveBeenCalledExactlyOnceWith({ center: { lng: 104, lat: 22 }, zoom: 7 });
  for (const one of leave) one();
});

test('a place that was gone to since is not left again', () => {
  cameras.fit(LAO_CAI);
  cameras.go({ lon: 106, lat: 17, zoom: 9 });
  const made = map();
  const leave = join('a', made);
  expect(made.fitBounds).not.toHaveBeenCalled();
  expect(made.jumpTo).toHaveBeenCalledExactlyOnceWith({ center: [106, 17], zoom: 9 });
  leave();
});
