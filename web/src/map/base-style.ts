/** The base that needs no internet: sea, lands, graticule, and the names that belong to no layer. */
import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Words } from '../i18n/language.svelte';
import type { MapColours } from './colours';
import { REGION } from './region';

export const FONT = ['Be Vietnam Pro Medium'];
export const FONT_STRONG = ['Be Vietnam Pro SemiBold'];

/** Empty layers that keep the order: whatever is added goes before one of them. */
export const SLOTS = ['slot-fill', 'slot-line', 'slot-dot', 'slot-label', 'slot-point'] as const;
export type Slot = (typeof SLOTS)[number];

export function baseStyle(
  region: { land: FeatureCollection; borders: FeatureCollection },
  onlineBase: string | null,
): StyleSpecification {
  const empty: FeatureCollection = { type: 'FeatureCollection', features: [] };
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: region.land },
      borders: { type: 'geojson', data: region.borders },
      graticule: { type: 'geojson', data: graticule() },
      places: { type: 'geojson', data: empty },
      names: { type: 'geojson', data: empty },
      badges: { type: 'geojson', data: empty },
      ...(onlineBase ? { online: { type: 'raster' as const, tiles: [onlineBase], tileSize: 256 } } : {}),
    },
    layers: [
      { id: 'sea', type: 'background' },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-antialias': false } },
      { id: 'graticule', type: 'line', source: 'graticule', paint: { 'line-width': 0.6 } },
      { id: 'borders', type: 'line', source: 'borders', paint: { 'line-width': 1 } },
      ...(onlineBase ? [{ id: 'online', type: 'raster', source: 'online' } as LayerSpecification] : []),
      ...SLOTS.map((id): LayerSpecification => ({ id, type: 'background', layout: { visibility: 'none' } })),
      placeLayer(),
    ],
  };
}

function placeLayer(): LayerSpecification {
  return {
    id: 'places',
    type: 'symbol',
    source: 'places',
    layout: {
      'text-field': ['get', 'text'],
      'text-font': FONT,
      'text-size': ['interpolate', ['linear'], ['zoom'], 4, 10, 7, 14],
      'text-letter-spacing': ['case', ['==', ['get', 'kind'], 'sea'], 0.18, 0.12] as ExpressionSpecification,
      'text-max-width': 12,
      'text-line-height': 1.35,
    },
    paint: { 'text-halo-width': 1.2 },
  };
}

/** Colours of the base for day or night, as [layer, property, value]. */
export function basePaint(c: MapColours): [layer: string, property: string, value: unknown][] {
  return [
    ['sea', 'background-color', c.sea],
    ['land', 'fill-color', c.neighbour],
    ['graticule', 'line-color', c.graticule],
    ['borders', 'line-color', c.neighbourLine],
    ['places', 'text-color', ['match', ['get', 'kind'], 'island', c.labelSoft, c.seaLabel]],
    ['places', 'text-halo-color', ['match', ['get', 'kind'], 'sea', c.sea, c.halo]],
  ];
}

/** Seas, archipelagos and neighbours: names that every Vietnamese map carries. */
export function placeNames(words: Words['map']): FeatureCollection {
  const n = words.neighbours;
  const rows: [text: string, kind: string, lon: number, lat: number][] = [
    [words.seaEast, 'sea', 112.6, 13.4],
    [words.gulfNorth, 'sea', 107.6, 20.0],
    [words.gulfSouth, 'sea', 102.6, 9.2],
    [words.hoangSa, 'island', 112.0, 15.9],
    [words.truongSa, 'island', 113.6, 9.3],
    [n.china, 'land', 104.9, 24.9],
    [n.laos, 'land', 102.4, 19.9],
    [n.cambodia, 'land', 104.9, 12.7],
    [n.thailand, 'land', 101.4, 15.6],
    [n.myanmar, 'land', 97.2, 20.6],
  ];
  return {
    type: 'FeatureCollection',
    features: rows.map(([text, kind, lon, lat]) => ({
      type: 'Feature',
      properties: { text, kind },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    })),
  };
}

/** One line per degree over the region. */
export function graticule(): FeatureCollection {
  const lines: [number, number][][] = [];
  const { west, south, east, north } = REGION;
  for (let lon = west; lon <= east; lon++)
    lines.push([
      [lon, south],
      [lon, north],
    ]);
  for (let lat = south; lat <= north; lat++)
    lines.push([
      [west, lat],
      [east, lat],
    ]);
  return {
    type: 'FeatureCollection',
    features: [
      { type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates: lines } },
    ],
  };
}
