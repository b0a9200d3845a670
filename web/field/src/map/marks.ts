/** The phone's own position with its doubt, and what is near, on the map. */
import type { Feature, FeatureCollection } from 'geojson';
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { Thing } from './near.svelte';

/** A circle of so many metres around a place, as a polygon (degrees). Pure. */
export function circle(lon: number, lat: number, metres: number, corners = 48): [number, number][] {
  const north = metres / 111_320;
  const east = north / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: corners + 1 }, (_, i) => {
    const turn = ((i % corners) / corners) * 2 * Math.PI;
    return [lon + east * Math.cos(turn), lat + north * Math.sin(turn)];
  });
}

export function mark(
  map: MapLibreMap,
  here: { lon: number; lat: number; accuracy_m: number } | null,
  things: readonly Thing[],
): void {
  const features: Feature[] = things.map(({ lon, lat, what }) => ({
    type: 'Feature',
    properties: { what },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  }));
  if (here) {
    const { lon, lat, accuracy_m } = here;
    const ring = { type: 'Polygon' as const, coordinates: [circle(lon, lat, accuracy_m)] };
    features.push({ type: 'Feature', properties: { what: 'doubt' }, geometry: ring });
    features.push({
      type: 'Feature',
      properties: { what: 'here' },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    });
  }
  const data: FeatureCollection = { type: 'FeatureCollection', features };
  const source = map.getSource<GeoJSONSource>('marks');
  if (source) {
    source.setData(data);
    return;
  }
  const of = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  map.addSource('marks', { type: 'geojson', data });
  map.addLayer({
    id: 'doubt',
    type: 'fill',
    source: 'marks',
    filter: ['==', ['get', 'what'], 'doubt'],
    paint: { 'fill-color': of('--accent'), 'fill-opacity': 0.2, 'fill-outline-color': of('--accent') },
  });
  map.addLayer({
    id: 'things',
    type: 'circle',
    source: 'marks',
    filter: ['in', ['get', 'what'], ['literal', ['incident', 'shelter', 'here']]],
    paint: {
      'circle-radius': ['match', ['get', 'what'], 'here', 7, 9],
      'circle-color': [
        'match',
        ['get', 'what'],
        'incident',
        of('--surface'),
        'shelter',
        of('--good-ink'),
        of('--accent'),
      ],
      'circle-stroke-color': ['match', ['get', 'what'], 'incident', of('--danger-ink'), of('--surface')],
      'circle-stroke-width': 3,
    },
  });
}
