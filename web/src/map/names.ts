/** Labels of provinces and communes as points, so that a name stands once however many tiles its area spans. */
import type { FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { Commune, Province } from '../api/types';
import { FONT, FONT_STRONG } from './base-style';
import type { MapColours } from './colours';

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export function nameFeatures(communes: Iterable<Commune>, provinces: Province[]): FeatureCollection {
  const byProvince = new Map<string, Commune[]>();
  const features: FeatureCollection['features'] = [];
  for (const commune of communes) {
    const list = byProvince.get(commune.province_code) ?? [];
    list.push(commune);
    byProvince.set(commune.province_code, list);
    features.push(point(commune.name_vi, 'commune', commune.lon, commune.lat, -(commune.area_km2 ?? 0)));
  }
  for (const province of provinces) {
    const members = byProvince.get(province.code) ?? [];
    if (members.length === 0) continue;
    // The median leaves far islands out of account.
    const lon = median(members.map((c) => c.lon));
    const lat = median(members.map((c) => c.lat));
    features.push(point(province.name_vi, 'province', lon, lat, -members.length));
  }
  return { type: 'FeatureCollection', features };
}

function point(name: string, kind: string, lon: number, lat: number, rank: number) {
  return {
    type: 'Feature' as const,
    properties: { name, kind, rank },
    geometry: { type: 'Point' as const, coordinates: [lon, lat] },
  };
}

export function nameLayers(
  c: MapColours,
  shown: { communes: boolean; provinces: boolean },
): LayerSpecification[] {
  const paint = { 'text-halo-color': c.halo, 'text-halo-width': 1.5 };
  const communes: LayerSpecification = {
    id: 'names/communes',
    type: 'symbol',
    source: 'names',
    minzoom: 8,
    filter: ['==', ['get', 'kind'], 'commune'],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': ['interpolate', ['linear'], ['zoom'], 8, 10.5, 11, 13, 14, 16],
      'text-padding': 2,
      'text-max-width': 7,
      'symbol-sort-key': ['get', 'rank'],
    },
    paint: { ...paint, 'text-color': c.labelSoft },
  };
  const provinces: LayerSpecification = {
    id: 'names/provinces',
    type: 'symbol',
    source: 'names',
    minzoom: 4.6,
    maxzoom: 10.5,
    filter: ['==', ['get', 'kind'], 'province'],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT_STRONG,
      'text-size': ['interpolate', ['linear'], ['zoom'], 5, 10.5, 8, 17, 10, 22],
      'text-padding': 8,
      'text-max-width': 8,
      'symbol-sort-key': ['get', 'rank'],
    },
    paint: { ...paint, 'text-color': c.label },
  };
  return [...(shown.communes ? [communes] : []), ...(shown.provinces ? [provinces] : [])];
}
