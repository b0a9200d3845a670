/**
 * The lands and borders around Viet Nam, cut at build time from Natural Earth (public domain, npm package
 * world-atlas) so that the map needs nothing from the internet. Offered as the module `virtual:basemap`.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Feature, FeatureCollection, Position } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Plugin } from 'vite';
import { REGION } from '../src/map/region.ts';

const MODULE = 'virtual:basemap';
const DECIMALS = 1e3;

type Countries = Topology<{ countries: GeometryCollection<{ name: string }> }>;

/** Sutherland–Hodgman against the four sides of the region; a ring that lies outside comes back empty. */
export function clipRing(ring: Position[]): Position[] {
  const sides: [axis: 0 | 1, limit: number, keepAbove: boolean][] = [
    [0, REGION.west, true],
    [0, REGION.east, false],
    [1, REGION.south, true],
    [1, REGION.north, false],
  ];
  let points = ring;
  for (const [axis, limit, above] of sides) {
    const inside = (p: Position) => (above ? (p[axis] ?? 0) >= limit : (p[axis] ?? 0) <= limit);
    const cut: Position[] = [];
    points.forEach((point, i) => {
      const before = points[(i + points.length - 1) % points.length] ?? point;
      if (inside(point) !== inside(before)) cut.push(crossing(before, point, axis, limit));
      if (inside(point)) cut.push(point);
    });
    points = cut;
  }
  return points.map(round);
}

function crossing(a: Position, b: Position, axis: 0 | 1, limit: number): Position {
  const other = axis === 0 ? 1 : 0;
  const share = (limit - (a[axis] ?? 0)) / ((b[axis] ?? 0) - (a[axis] ?? 0));
  const at = (a[other] ?? 0) + share * ((b[other] ?? 0) - (a[other] ?? 0));
  return axis === 0 ? [limit, at] : [at, limit];
}

function round(point: Position): Position {
  return point.map((n) => Math.round(n * DECIMALS) / DECIMALS);
}

function closed(ring: Position[]): Position[] {
  const first = ring[0];
  return first ? [...ring, first] : ring;
}

/** Land as polygons, and the borders between countries other than Viet Nam (whose own are drawn from its communes). */
export function regionFrom(topology: Countries): { land: FeatureCollection; borders: FeatureCollection } {
  const land: Feature[] = [];
  for (const country of feature(topology, topology.objects.countries).features) {
    const shape = country.geometry;
    const polygons =
      shape.type === 'Polygon' ? [shape.coordinates] : shape.type === 'MultiPolygon' ? shape.coordinates : [];
    for (const polygon of polygons) {
      const rings = polygon.map(clipRing).filter((ring) => ring.length > 2);
      if (rings.length > 0) {
        const geometry = { type: 'Polygon' as const, coordinates: rings.map(closed) };
        land.push({ type: 'Feature', properties: {}, geometry });
      }
    }
  }
  const isVietNam = (g: { properties?: { name: string } | undefined }) => g.properties?.name === 'Vietnam';
  const lines = mesh(
    topology,
    topology.objects.countries as never,
    (a, b) => a !== b && !isVietNam(a as never) && !isVietNam(b as never),
  );
  const within = (p: Position) =>
    (p[0] ?? 0) > REGION.west &&
    (p[0] ?? 0) < REGION.east &&
    (p[1] ?? 0) > REGION.south &&
    (p[1] ?? 0) < REGION.north;
  const coordinates = lines.coordinates.filter((line) => line.some(within)).map((line) => line.map(round));
  const borders: Feature[] = [
    { type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates } },
  ];
  return {
    land: { type: 'FeatureCollection', features: land },
    borders: { type: 'FeatureCollection', features: borders },
  };
}

export function basemap(): Plugin {
  return {
    name: 'geoops-basemap',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load(id) {
      if (id !== `\0${MODULE}`) return null;
      const file = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
      const region = regionFrom(JSON.parse(readFileSync(file, 'utf8')) as Countries);
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(region))});`;
    },
  };
}
