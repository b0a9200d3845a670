/** The MapLibre map itself: made once, then only told what changed. */
import 'maplibre-gl/dist/maplibre-gl.css';
import { Map as MapLibreMap, setWorkerUrl, type GeoJSONSource, type LngLatBoundsLike } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { FeatureCollection } from 'geojson';
import type { Words } from '../i18n/language.svelte';
import { basePaint, baseStyle, placeNames } from './base-style';
import type { MapColours } from './colours';
import { loadMapFonts } from './fonts';
import { keepOnTheLine } from './glyphs';
import { REGION } from './region';
import { picture } from './shapes';
import { PADDING } from './stage.svelte';

// Without its address the worker is not found in a built page and the map stays blank.
setWorkerUrl(workerUrl);

export async function createMap(
  container: HTMLElement,
  bounds: LngLatBoundsLike,
  onlineBase: string | null,
): Promise<MapLibreMap> {
  const [{ default: region }] = await Promise.all([import('virtual:basemap'), loadMapFonts()]);
  const map = new MapLibreMap({
    container,
    style: baseStyle(region, onlineBase),
    bounds,
    fitBoundsOptions: { padding: PADDING },
    minZoom: 3.5,
    maxZoom: 17,
    maxBounds: [
      [REGION.west, REGION.south],
      [REGION.east, REGION.north],
    ],
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 120,
    keyboard: true,
  });
  keepOnTheLine(map.style.glyphManager);
  map.touchZoomRotate.disableRotation();
  map.setMissingStyleImageResolver((id) => {
    const found = picture(id);
    if (found && !map.hasImage(id)) map.addImage(id, found.data, { pixelRatio: found.pixelRatio });
  });
  await new Promise<void>((ready) => map.once('style.load', () => ready()));
  return map;
}

export function paintBase(map: MapLibreMap, colours: MapColours): void {
  for (const [layer, property, value] of basePaint(colours)) {
    map.setPaintProperty(layer, property as never, value as never);
  }
}

export function setData(map: MapLibreMap, source: string, data: FeatureCollection): void {
  map.getSource<GeoJSONSource>(source)?.setData(data);
}

export function namePlaces(map: MapLibreMap, words: Words['map']): void {
  setData(map, 'places', placeNames(words));
}
