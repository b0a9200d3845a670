/** What the small map of diseases draws. The box is pure. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { MapColours } from '../../map/colours';
import { nameLayers } from '../../map/names';
import type { Outbreak } from './desk.svelte';

export type Box = [number, number, number, number];
const MAINLAND: Box = [102.1, 8.4, 109.6, 23.5];
/** As far as the widest zone of a rule reaches, in degrees, generously. */
const ROOM = 0.12;

interface Placed {
  readonly bbox: readonly number[];
}

/** West, south, east, north around the outbreaks (their communes where they have no position); `home` where none is. */
export function box(
  outbreaks: readonly Outbreak[],
  communes: ReadonlyMap<string, Placed>,
  home: Box = MAINLAND,
): Box {
  const boxes = outbreaks.flatMap((one): Box[] => {
    if (one.position) {
      const { lon, lat } = one.position;
      return [[lon - ROOM, lat - ROOM, lon + ROOM, lat + ROOM]];
    }
    const bounds = communes.get(one.commune_code)?.bbox;
    return bounds ? [[...bounds] as Box] : [];
  });
  if (boxes.length === 0) return home;
  return [
    Math.min(...boxes.map((b) => b[0])),
    Math.min(...boxes.map((b) => b[1])),
    Math.max(...boxes.map((b) => b[2])),
    Math.max(...boxes.map((b) => b[3])),
  ];
}

export function tiles(layer: string, space: string, version: number): string {
  return `${location.origin}/tiles/${layer}/{z}/{x}/{y}.mvt?space=${encodeURIComponent(space)}&v=${version}`;
}

export function addZoneLayers(map: MapLibreMap, space: string, c: MapColours): void {
  for (const layer of ['communes', 'outbreak_zones', 'outbreaks']) {
    const name = layer === 'communes' ? 'disease-communes' : layer;
    map.addSource(name, { type: 'vector', tiles: [tiles(layer, space, 0)], maxzoom: 12 });
  }
  map.addLayer(
    {
      id: 'disease-communes',
      type: 'line',
      source: 'disease-communes',
      'source-layer': 'communes',
      paint: { 'line-color': c.province, 'line-width': 0.8, 'line-opacity': 0.7 },
    },
    'slot-line',
  );
  map.addLayer(
    {
      id: 'disease-zones',
      type: 'fill',
      source: 'outbreak_zones',
      'source-layer': 'outbreak_zones',
      paint: {
        'fill-color': [
          'match',
          ['get', 'zone'],
          'epidemic',
          c.danger[3],
          'threatened',
          c.danger[2],
          c.danger[1],
        ],
        'fill-opacity': 0.3,
      },
    },
    'slot-line',
  );
  map.addLayer(
    {
      id: 'disease-outbreaks',
      type: 'circle',
      source: 'outbreaks',
      'source-layer': 'outbreaks',
      paint: {
        'circle-radius': 7,
        'circle-color': ['match', ['get', 'status'], 'suspected', 'transparent', c.danger[3]],
        'circle-opacity': ['match', ['get', 'status'], 'over', 0.35, 1],
        'circle-stroke-color': ['match', ['get', 'status'], 'suspected', c.danger[3], c.land],
        'circle-stroke-width': 2,
      },
    },
    'slot-dot',
  );
  for (const layer of nameLayers(c, { communes: true, provinces: true })) map.addLayer(layer, 'slot-label');
}
