/** Danger is told by a digit too: a badge in every commune that a danger layer marks with a level. Pure. */
import type { FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { Commune, Layer, LayerValues } from '../api/types';
import { inkOn } from '../lib/danger';
import { levelOf } from '../lib/rank';
import { known } from './expressions';
import { classes } from './join';
import { badgeName } from './shapes';

export function badgeFeatures(
  layers: { layer: Layer; values: LayerValues }[],
  communes: ReadonlyMap<string, Commune>,
): FeatureCollection {
  const features: FeatureCollection['features'] = [];
  for (const { layer, values } of layers) {
    const colours = new Map(known(layer.legend?.items ?? []).map((item) => [item.value, item.color]));
    for (const [code, value] of classes(values, layer.style.by)) {
      const place = communes.get(code);
      const level = levelOf(value);
      const colour = value !== null ? colours.get(value as string | number) : undefined;
      if (!place || !colour || level === null) continue;
      features.push({
        type: 'Feature',
        properties: { level, icon: badgeName(String(level), colour, inkOn(colour)) },
        geometry: { type: 'Point', coordinates: [place.lon, place.lat] },
      });
    }
  }
  return { type: 'FeatureCollection', features };
}

export function badgeLayer(opacity: number): LayerSpecification {
  return {
    id: 'badges',
    type: 'symbol',
    source: 'badges',
    minzoom: 6.5,
    layout: {
      'icon-image': ['get', 'icon'],
      'icon-size': ['interpolate', ['linear'], ['zoom'], 6.5, 0.6, 9, 1],
      'icon-anchor': 'bottom',
      'icon-offset': [0, -10],
      'icon-padding': 0,
      'symbol-sort-key': ['-', 0, ['get', 'level']],
    },
    paint: { 'icon-opacity': opacity },
  };
}
