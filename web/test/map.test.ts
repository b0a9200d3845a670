import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, test } from 'vitest';
import { clipRing } from '../build/basemap';
import { badgeFeatures } from '../src/map/badges';
import { classes, counts, difference } from '../src/map/join';
import { nameFeatures } from '../src/map/names';
import { baseStyle } from '../src/map/base-style';
import { plan } from '../src/map/plan';
import { changedProperties } from '../src/map/reconcile';
import { niceLength } from '../src/map/scale-length';
import type { Commune, LayerValues } from '../src/api/types';
import { colours, item, layer } from './fixtures';
import { REGION } from '../src/map/region';

const real = {
  ...Object.fromEntries(Object.keys(colours).map((name) => [name, '#123456'])),
  danger: ['#8ec9f0', '#f6de6b', '#f28c28', '#d7263d', '#7b2d8b'],
} as typeof colours;

const told: LayerValues = {
  layer: 'rain',
  version: 1,
  at: '2026-07-21T08:00:00Z',
  known_at: '2026-07-21T08:00:00Z',
  columns: ['id', 'value', 'class'],
  rows: [
    ['00004', 12, 'heavy'],
    ['03388', null, null],
  ],
};

describe('joining values', () => {
  test('reads the column that the style names, and keeps null', () => {
    expect([...classes(told, 'class')]).toEqual([
      ['00004', 'heavy'],
      ['03388', null],
    ]);
    expect(classes(told, 'value').get('00004')).toBe(12);
  });

  test('tells only what differs, and clears what has gone', () => {
    const before = new Map([
      ['a', 'x'],
      ['b', 'x'],
      ['c', 'x'],
    ]);
    const after = new Map([
      ['a', 'x'],
      ['b', 'y'],
      ['d', 'x'],
    ]);
    expect(difference(before, after)).toEqual([
      ['b', 'y'],
      ['d', 'x'],
      ['c', null],
    ]);
  });

  test('counts the features of each class, no data on its own', () => {
    expect(counts(classes(told, 'class'))).toEqual(
      new Map([
        ['heavy', 1],
        [null, 1],
      ]),
    );
  });
});

const commune = (code: string, lon: number, more: Partial<Commune> = {}): Commune => ({
  code,
  name_vi: `Xã ${code}`,
  full_name_vi: `Xã ${code}`,
  name_en: code,
  unit_type: 'xã',
  province_code: '12',
  province_name: 'Lai Châu',
  population: null,
  population_note: null,
  area_km2: 10,
  lon,
  lat: 22,
  approximate: false,
  bbox: [lon, 22, lon, 22],
  ...more,
});

test('a province is named in the midst of its communes, not half-way to its farthest island', () => {
  const communes = [commune('1', 103), commune('2', 103.2), commune('3', 117)];
  const province = {
    code: '12',
    name_vi: 'Lai Châu',
    full_name_vi: '',
    name_en: '',
    communes: 3,
    bbox: [0, 0, 0, 0] as const,
  };
  const named = nameFeatures(communes, [{ ...province, bbox: [0, 0, 0, 0] }]).features.at(-1);
  expect(named?.geometry).toEqual({ type: 'Point', coordinates: [103.2, 22] });
});

test('every level of danger stands on the map as a digit', () => {
  const danger = layer({
    group: 'danger',
    style: { ...layer().style, by: 'level' },
    legend: { title: null, unit: null, items: [item(1, '#f5d76e'), item(3, '#a61c3c')] },
  });
  const values = { ...told, columns: ['id', 'level'], rows: [['00004', 3] as [string, number]] };
  const [badge] = badgeFeatures(
    [{ layer: danger, values }],
    new Map([['00004', commune('00004', 105)]]),
  ).features;
  expect(badge?.properties).toEqual({ level: 3, icon: 'lvl|3|#a61c3c|#ffffff' });
});

test('MapLibre finds no fault with anything that is ever drawn', () => {
  const empty = { type: 'FeatureCollection' as const, features: [] };
  const geometry = { kind: 'geometry' as const, values: null, geometry_layer: null };
  const style = layer().style;
  const severity = {
    name: 'severity',
    label: { vi: '', en: '' },
    unit: null,
    kind: 'number' as const,
    is_quantity: true,
    is_private: false,
  };
  const all = [
    layer({ id: 'danger', group: 'danger', style: { ...style, by: 'level', outline: true } }),
    layer(),
    layer({
      id: 'gauges',
      geometry: 'point',
      geometry_layer: 'stations',
      style: { ...style, paint: 'circle' },
    }),
    layer({
      id: 'incidents',
      ...geometry,
      geometry: 'point',
      fields: [severity],
      style: { ...style, paint: 'symbol', by: 'state', label: 'kind' },
    }),
    layer({ id: 'roads', ...geometry, geometry: 'line', style: { ...style, paint: 'line' } }),
    layer({ id: 'stations', ...geometry, group: 'base', geometry: 'point' }),
    layer({ id: 'communes', ...geometry, group: 'base', legend: { title: null, unit: null, items: [] } }),
    layer({ id: 'provinces', ...geometry, group: 'base', legend: { title: null, unit: null, items: [] } }),
  ];
  const specs = plan({
    visible: all,
    all,
    opacityOf: () => 0.5,
    presentOf: (one) => new Set(one.legend?.items.map(({ value }) => String(value))),
    colours: real,
    theme: 'night',
    words: { landslide: 'Sạt lở đất' },
    selected: '03388',
  });
  const base = baseStyle({ land: empty, borders: empty }, null);
  const tiles = specs
    .map((part) => ('source' in part.spec ? String(part.spec.source) : ''))
    .filter((s) => s.startsWith('tiles:'));
  const vector = Object.fromEntries(
    tiles.map((id) => [id, { type: 'vector' as const, tiles: ['http://x/{z}/{x}/{y}'] }]),
  );
  const whole = {
    ...base,
    sources: { ...base.sources, ...vector },
    layers: [...base.layers, ...specs.map((part) => part.spec)],
  };
  expect(validateStyleMin(whole).map((fault) => fault.message)).toEqual([]);
});

test('only properties that differ are set again; those that are gone are reset', () => {
  expect(changedProperties({ a: 1, b: ['x'], c: 3 }, { a: 1, b: ['y'] })).toEqual([
    ['b', ['y']],
    ['c', null],
  ]);
});

test('a ring is cut at the edge of the region', () => {
  const ring = clipRing([
    [REGION.east - 1, 10],
    [REGION.east + 1, 10],
    [REGION.east + 1, 12],
    [REGION.east - 1, 12],
  ]);
  expect(Math.max(...ring.map((point) => point[0] ?? 0))).toBe(REGION.east);
  expect(
    clipRing([
      [0, 50],
      [1, 50],
      [1, 51],
    ]),
  ).toEqual([]);
});

test('the scale bar is a round length', () => {
  expect(niceLength(75, 110)).toEqual({ metres: 5000, pixels: 67 });
});
