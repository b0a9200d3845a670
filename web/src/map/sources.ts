/** Tile sources: one per geometry, shared by every layer that colours it. */
import type { Map as MapLibreMap, RasterTileSource, VectorTileSource } from 'maplibre-gl';
import type { Query } from '../api/client';
import { withQuery } from '../api/client';
import type { Layer } from '../api/types';

export function sourceOf(layer: Layer): string {
  return `${PREFIX}${layer.kind === 'values' ? (layer.geometry_layer ?? layer.id) : layer.id}`;
}

const PREFIX = 'tiles:';
const LOOK_AGAIN_MS = 10 * 60_000;

/**
 * The tile address for what the screen shows. Geometry that does not change by the hour keeps one address for all
 * moments, so that moving through time fetches values only. Pixels that change with time get a new address every ten
 * minutes where the screen follows the present: the step in force ends without anybody recording anything.
 */
export function tileUrl(layer: Layer, version: number | undefined, moment: Query, now = 0): string {
  const { space, ...times } = moment;
  const moving = layer.time === 'instant' && layer.kind !== 'values';
  const query: Query = {
    space,
    v: version,
    ...(moving ? times : {}),
    ...(moving && layer.kind === 'raster' && !times.at ? { tick: Math.floor(now / LOOK_AGAIN_MS) } : {}),
  };
  return new URL(withQuery(layer.tiles, query), location.origin).href
    .replace(/%7B/g, '{')
    .replace(/%7D/g, '}');
}

/** Adds the source, or gives it its new address; the tiles on the screen stay until the new ones are there. */
export function ensureSource(map: MapLibreMap, layer: Layer, url: string): void {
  const id = sourceOf(layer);
  const present = map.getSource<VectorTileSource | RasterTileSource>(id);
  if (present) {
    if (present.tiles?.[0] !== url) present.setTiles([url]);
    return;
  }
  const common = {
    tiles: [url],
    minzoom: layer.min_zoom,
    maxzoom: layer.max_zoom,
    ...(layer.bounds ? { bounds: layer.bounds } : {}),
  };
  if (layer.kind === 'raster') map.addSource(id, { type: 'raster', tileSize: 256, ...common });
  else map.addSource(id, { type: 'vector', promoteId: 'id', ...common });
}

/** Takes all of them from a map that draws none of them any more. */
export function dropSources(map: MapLibreMap): void {
  for (const id of Object.keys(map.getStyle().sources)) if (id.startsWith(PREFIX)) map.removeSource(id);
}
