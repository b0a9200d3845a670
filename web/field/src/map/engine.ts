/** MapLibre for a phone: the packed base map where there is one, else tiles of the centre, else an empty ground. */
import 'maplibre-gl/dist/maplibre-gl.css';
import beVietnam from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-600-normal.woff2?url';
import beVietnamLatin from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-600-normal.woff2?url';
import {
  addProtocol,
  Map as MapLibreMap,
  setWorkerUrl,
  type LayerSpecification,
  type SourceSpecification,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { PMTiles, Protocol, type RangeResponse, type Source } from 'pmtiles';
import { keepOnTheLine } from '../../../src/map/glyphs';
import { app } from '../app.svelte';
import { pack } from './pack.svelte';

setWorkerUrl(workerUrl);

const protocol = new Protocol();
let known = false;
const NAME = 'kept';
const FONT = ['Be Vietnam Pro Field'];

/** A file in the browser's cache as PMTiles reads it. */
class Kept implements Source {
  constructor(private readonly blob: Blob) {}

  getKey = (): string => NAME;

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    return { data: await this.blob.slice(offset, offset + length).arrayBuffer() };
  }
}

const colour = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--map-${name}`).trim();

async function sources(): Promise<Record<string, SourceSpecification>> {
  const blob = await pack.file();
  if (blob) {
    if (!known) addProtocol('pmtiles', protocol.tile);
    known = true;
    protocol.add(new PMTiles(new Kept(blob)));
    const kept: SourceSpecification = { type: 'vector', url: `pmtiles://${NAME}` };
    return { communes: kept, provinces: kept };
  }
  const of = (layer: string): SourceSpecification => ({
    type: 'vector',
    tiles: [`${location.origin}/tiles/${layer}/{z}/{x}/{y}.mvt`],
    maxzoom: 12,
  });
  return { communes: of('communes'), provinces: of('provinces') };
}

function layers(): LayerSpecification[] {
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': colour('neighbour') } },
    {
      id: 'land',
      type: 'fill',
      source: 'communes',
      'source-layer': 'communes',
      paint: { 'fill-color': colour('land') },
    },
    {
      id: 'commune-lines',
      type: 'line',
      source: 'communes',
      'source-layer': 'communes',
      paint: {
        'line-color': colour('commune'),
        'line-width': ['interpolate', ['linear'], ['zoom'], 6, 0.3, 12, 1.6],
      },
    },
    {
      id: 'province-lines',
      type: 'line',
      source: 'provinces',
      'source-layer': 'provinces',
      paint: { 'line-color': colour('province'), 'line-width': 2 },
    },
    {
      id: 'commune-names',
      type: 'symbol',
      source: 'communes',
      'source-layer': 'communes',
      minzoom: 8.5,
      layout: { 'text-field': ['get', 'name_vi'], 'text-font': FONT, 'text-size': 15, 'text-max-width': 8 },
      paint: { 'text-color': colour('label'), 'text-halo-color': colour('halo'), 'text-halo-width': 1.4 },
    },
  ];
}

async function font(): Promise<void> {
  const faces: [string, string][] = [
    [beVietnamLatin, 'U+0000-00FF, U+2000-206F'],
    [beVietnam, 'U+0102-0103, U+0110-0111, U+0128-0129, U+0168-0169, U+01A0-01A1, U+01AF-01B0, U+1EA0-1EF9'],
  ];
  const loading = faces.map(async ([url, unicodeRange]) =>
    document.fonts.add(await new FontFace(FONT[0] ?? '', `url(${url})`, { unicodeRange }).load()),
  );
  await Promise.allSettled(loading);
}

/** Everything that drawing needs, into the app's cache: a kept map must open without a connection. */
export async function warm(): Promise<void> {
  await Promise.all([fetch(workerUrl), fetch(beVietnam), fetch(beVietnamLatin), import('./marks')]);
}

export async function fieldMap(
  container: HTMLElement,
  centre: [number, number] | null,
  zoom: number,
): Promise<MapLibreMap> {
  await font();
  const bounds = pack.kept?.bounds ?? pack.offer?.bounds ?? ([102.1, 8.4, 109.6, 23.5] as const);
  const secret = app.identity?.secret ?? '';
  const map = new MapLibreMap({
    container,
    style: { version: 8, sources: await sources(), layers: layers() },
    ...(centre ? { center: centre, zoom } : { bounds: [...bounds] as [number, number, number, number] }),
    minZoom: 4,
    maxZoom: 18,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    transformRequest: (url) =>
      url.includes('/tiles/') ? { url, headers: { Authorization: `Bearer ${secret}` } } : { url },
  });
  keepOnTheLine(map.style.glyphManager);
  map.touchZoomRotate.disableRotation();
  await new Promise<void>((ready) => map.once('style.load', () => ready()));
  return map;
}
