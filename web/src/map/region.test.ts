import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FeatureCollection } from 'geojson';
import { expect, test } from 'vitest';
import { regionFrom } from '../../build/basemap';
import { graticule } from './base-style';
import { REGION } from './region';

const { west, south, east, north } = REGION;

/** The least and the greatest of all coordinates, as west, south, east, north. */
function extent(found: FeatureCollection): number[] {
  const numbers = (JSON.stringify(found.features).match(/\[-?[\d.]+,-?[\d.]+\]/g) ?? []).map(
    (pair) => JSON.parse(pair) as [number, number],
  );
  const least = [0, 1].map((axis) => numbers.reduce((a, p) => Math.min(a, p[axis as 0 | 1]), Infinity));
  const most = [0, 1].map((axis) => numbers.reduce((a, p) => Math.max(a, p[axis as 0 | 1]), -Infinity));
  return [...least, ...most];
}

test('the base reaches to the ends of what the map can show', () => {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
  const { land } = regionFrom(JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof regionFrom>[0]);
  // Land lies along all four sides: India, Sumatra, New Guinea's islands, China.
  expect(extent(land)).toEqual([west, south, east, north]);
  expect(extent(graticule())).toEqual([west, south, east, north]);
});
