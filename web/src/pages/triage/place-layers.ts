/** What the small map of a report draws. The features and the box are pure. */
import type { Feature, FeatureCollection } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Incident } from '../../api/types';
import type { MapColours } from '../../map/colours';
import { nameLayers } from '../../map/names';
import { symbolName } from '../../map/shapes';

const METRES_PER_DEGREE = 111_195;
const LEAST_M = 400;
const MAINLAND: Box = [102.1, 8.4, 109.6, 23.5];

export type Box = [number, number, number, number];

/** West, south, east, north around the place, its doubt and the reporter; the commune where there is no place. */
export function around(incident: Incident, commune: readonly number[] | null): Box {
  const points = [incident.position, incident.reporter_position].filter((place) => place !== null);
  const first = points[0];
  if (!first || !incident.position) return commune ? ([...commune] as Box) : MAINLAND;
  const room = Math.max(incident.uncertainty_m ?? 0, LEAST_M) * 1.6;
  const high = room / METRES_PER_DEGREE;
  const wide = high / Math.cos((first.lat * Math.PI) / 180);
  return [
    Math.min(...points.map((p) => p.lon)) - wide,
    Math.min(...points.map((p) => p.lat)) - high,
    Math.max(...points.map((p) => p.lon)) + wide,
    Math.max(...points.map((p) => p.lat)) + high,
  ];
}

/** A circle on the ground as a polygon. */
export function circle(lon: number, lat: number, metres: number): number[][] {
  const high = metres / METRES_PER_DEGREE;
  const wide = high / Math.cos((lat * Math.PI) / 180);
  return Array.from({ length: 49 }, (_, step) => {
    const angle = (step / 48) * 2 * Math.PI;
    return [lon + wide * Math.cos(angle), lat + high * Math.sin(angle)];
  });
}

export function features(incident: Incident, others: readonly Incident[]): FeatureCollection {
  const found: Feature[] = [];
  const point = (role: string, one: Incident, lon: number, lat: number): Feature => ({
    type: 'Feature',
    properties: { role, state: one.state, overdue: one.overdue ? 1 : 0, severity: one.severity ?? 0 },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  });
  for (const one of others) {
    if (one.id !== incident.id && one.position) {
      found.push(point('other', one, one.position.lon, one.position.lat));
    }
  }
  const { position, reporter_position: reporter } = incident;
  if (position && incident.uncertainty_m) {
    const ring = circle(position.lon, position.lat, incident.uncertainty_m);
    found.push({
      type: 'Feature',
      properties: { role: 'doubt' },
      geometry: { type: 'Polygon', coordinates: [ring] },
    });
  }
  if (position && reporter) {
    found.push({
      type: 'Feature',
      properties: { role: 'apart' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [reporter.lon, reporter.lat],
          [position.lon, position.lat],
        ],
      },
    });
    found.push(point('reporter', incident, reporter.lon, reporter.lat));
  }
  if (position) found.push(point('this', incident, position.lon, position.lat));
  return { type: 'FeatureCollection', features: found };
}

export function addPlaceLayers(map: MapLibreMap, space: string, c: MapColours): void {
  const tiles = new URL(
    `/tiles/communes/{z}/{x}/{y}.mvt?space=${encodeURIComponent(space)}`,
    location.origin,
  );
  map.addSource('triage-communes', {
    type: 'vector',
    tiles: [decodeURI(tiles.href)],
    maxzoom: 14,
  });
  map.addSource('triage', { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
  map.addLayer(
    {
      id: 'triage-communes',
      type: 'line',
      source: 'triage-communes',
      'source-layer': 'communes',
      paint: { 'line-color': c.province, 'line-width': 0.8, 'line-opacity': 0.7 },
    },
    'slot-line',
  );
  map.addLayer(
    {
      id: 'triage-doubt',
      type: 'fill',
      source: 'triage',
      filter: ['==', ['get', 'role'], 'doubt'],
      paint: { 'fill-color': c.accent, 'fill-opacity': 0.14, 'fill-outline-color': c.accent },
    },
    'slot-dot',
  );
  map.addLayer(
    {
      id: 'triage-apart',
      type: 'line',
      source: 'triage',
      filter: ['==', ['get', 'role'], 'apart'],
      paint: { 'line-color': c.accent, 'line-width': 1.5, 'line-dasharray': [3, 2] },
    },
    'slot-dot',
  );
  map.addLayer(
    {
      id: 'triage-overdue',
      type: 'circle',
      source: 'triage',
      filter: ['==', ['get', 'overdue'], 1],
      paint: {
        'circle-radius': 16,
        'circle-opacity': 0,
        'circle-stroke-color': c.danger[4],
        'circle-stroke-width': 2.5,
      },
    },
    'slot-point',
  );
  map.addLayer(
    {
      id: 'triage-points',
      type: 'symbol',
      source: 'triage',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'icon-image': [
          'case',
          ['==', ['get', 'role'], 'this'],
          symbolName('circle', c.danger[3], c.halo),
          ['==', ['get', 'role'], 'reporter'],
          symbolName('square', c.accent, c.halo),
          ['==', ['get', 'state'], 'responding'],
          symbolName('diamond', c.accent, c.halo),
          ['==', ['get', 'state'], 'verified'],
          symbolName('circle', c.dry, c.halo),
          symbolName('ring', c.dry, c.halo),
        ],
        'icon-size': ['case', ['==', ['get', 'role'], 'this'], 1, 0.7],
        'icon-allow-overlap': true,
        'symbol-z-order': 'source',
      },
    },
    'slot-point',
  );
  for (const layer of nameLayers(c, { communes: true, provinces: true })) map.addLayer(layer, 'slot-label');
}
