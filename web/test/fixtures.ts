import type { Layer, LegendItem, Warning } from '../src/api/types';

export function item(
  value: LegendItem['value'],
  color = '#112233',
  more: Partial<LegendItem> = {},
): LegendItem {
  return {
    value,
    color,
    label: { vi: String(value), en: String(value) },
    pattern: null,
    shape: null,
    ...more,
  };
}

export function layer(more: Partial<Layer> = {}): Layer {
  return {
    id: 'rain',
    domain: 'hydromet',
    group: 'weather',
    group_title: { vi: 'Mưa', en: 'Rain' },
    title: { vi: 'Mưa', en: 'Rain' },
    description: null,
    kind: 'values',
    geometry: 'polygon',
    geometry_layer: 'communes',
    tiles: '/tiles/rain/{z}/{x}/{y}.mvt',
    source_layer: 'rain',
    min_zoom: 0,
    max_zoom: 14,
    values: '/api/layers/rain/values',
    bounds: null,
    style: { paint: 'fill', by: 'class', outline: false, opacity: 0.7, size: 6, label: null },
    legend: {
      title: null,
      unit: 'mm',
      items: [item('none', '#eeeeee'), item('heavy', '#000088'), item(null, '#999999', { pattern: 'hatch' })],
    },
    time: 'instant',
    fresh_for_s: 7200,
    latest_at: null,
    age_s: null,
    stale: false,
    count: null,
    version: 1,
    public: false,
    visible: true,
    order: 1,
    fields: [],
    notice: null,
    attribution: null,
    is_forecast: false,
    forecast: null,
    depends_on: [['hydromet', 'observation']],
    ...more,
  };
}

export function area(code: string | null): Warning['communes'][number] {
  return { code, name: `Xã ${code}`, province: 'Tỉnh Lai Châu', matched: code ? 'name' : 'none' };
}

export function warning(more: Partial<Warning> = {}): Warning {
  return {
    kind: 'national',
    id: 'w1',
    label: { vi: 'Cảnh báo', en: 'Warning' },
    official: false,
    drill: false,
    matched: 'name',
    level_text: { vi: 'Cao', en: 'High' },
    repeated: false,
    rain_observed_mm: null,
    rain_forecast_mm: null,
    old_district_name: null,
    known_at: '2026-07-21T08:57:48Z',
    source: 'NCHMF',
    commune_code: '03388',
    commune_name: 'Xã Khun Há',
    communes: [area('03388')],
    hazards: { landslide: 'Cao', flash_flood: null },
    level: 2,
    issued_at: '2026-07-21T08:00:00Z',
    valid_from: '2026-07-21T08:00:00Z',
    valid_to: '2026-07-21T14:00:00Z',
    rain_mm: 95.4,
    old_commune_name: 'Khun Há',
    ...more,
  };
}

export const colours = {
  sea: '#001',
  land: '#002',
  neighbour: '#003',
  neighbourLine: '#004',
  province: '#005',
  commune: '#006',
  label: '#007',
  labelSoft: '#008',
  halo: '#009',
  seaLabel: '#00a',
  graticule: '#00b',
  noData: '#00c',
  dry: '#00d',
  accent: '#00e',
  ink: '#00f',
  danger: ['#1', '#2', '#3', '#4', '#5'] as [string, string, string, string, string],
};
