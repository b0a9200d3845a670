/** From one declared layer to the MapLibre layers that draw it. Pure: the same for tests and for the map. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Layer } from '../api/types';
import type { Slot } from './base-style';
import { FONT } from './base-style';
import type { MapColours } from './colours';
import { byClass, known, noDataItem, onlyClass, radius } from './expressions';
import { patternName, symbolName } from './shapes';

export interface Drawn {
  spec: LayerSpecification;
  slot: Slot;
}

/** What the layer needs besides its declaration. */
export interface Drawing {
  source: string;
  sourceLayer: string;
  /** 0 to 1: the person's choice times how fresh the data is. */
  opacity: number;
  colours: MapColours;
  /** False until the values have come once: before that nothing is "without data". */
  joined: boolean;
}

export function drawn(layer: Layer, drawing: Drawing): Drawn[] {
  if (layer.kind === 'raster') return [raster(layer, drawing)];
  if (layer.group === 'base') return base(layer, drawing);
  if (layer.style.paint === 'circle') return circles(layer, drawing);
  if (layer.style.paint === 'symbol') return symbols(layer, drawing);
  if (layer.style.paint === 'line') return [lines(layer, drawing)];
  return fills(layer, drawing);
}

function common(layer: Layer, { source, sourceLayer }: Drawing, part: string) {
  return { id: `${layer.id}/${part}`, source, 'source-layer': sourceLayer };
}

function raster(layer: Layer, { source, opacity }: Drawing): Drawn {
  const paint = { 'raster-opacity': opacity * layer.style.opacity, 'raster-fade-duration': 0 };
  return { spec: { id: `${layer.id}/raster`, type: 'raster', source, paint }, slot: 'slot-fill' };
}

/** Boundaries and other quiet ground take the map's own colours, so that day and night hold for them too. */
function base(layer: Layer, drawing: Drawing): Drawn[] {
  const { colours: c, opacity } = drawing;
  if (layer.geometry === 'point') {
    const paint = { 'circle-radius': 2.5, 'circle-color': c.dry, 'circle-opacity': opacity * 0.8 };
    return [{ spec: { ...common(layer, drawing, 'point'), type: 'circle', paint }, slot: 'slot-dot' }];
  }
  const outer = layer.id === 'provinces';
  const width: ExpressionSpecification = outer
    ? ['interpolate', ['linear'], ['zoom'], 4, 0.6, 8, 1.6, 12, 2.6]
    : ['interpolate', ['linear'], ['zoom'], 6, 0.25, 9, 0.7, 12, 1.2];
  const paint = {
    'line-color': outer ? c.province : c.commune,
    'line-width': width,
    'line-opacity': opacity,
  };
  const layout = { 'line-join': 'round' as const };
  return [{ spec: { ...common(layer, drawing, 'line'), type: 'line', paint, layout }, slot: 'slot-line' }];
}

function fills(layer: Layer, drawing: Drawing): Drawn[] {
  const opacity = drawing.opacity * layer.style.opacity;
  const colour = byClass(layer, (item) => item.color, 'rgba(0,0,0,0)');
  const result: Drawn[] = [
    {
      slot: 'slot-fill',
      spec: {
        ...common(layer, drawing, 'fill'),
        type: 'fill',
        paint: {
          'fill-color': colour as ExpressionSpecification,
          'fill-opacity': opacity,
          'fill-antialias': false,
        },
      },
    },
  ];
  for (const item of layer.legend?.items ?? []) {
    if (!item.pattern || (item.value === null && !drawing.joined)) continue;
    const colourOf = item.value === null ? drawing.colours.noData : drawing.colours.ink;
    result.push({
      slot: 'slot-fill',
      spec: {
        ...common(layer, drawing, `pattern-${String(item.value)}`),
        type: 'fill',
        paint: {
          'fill-pattern': patternName(item.pattern, colourOf),
          'fill-opacity': onlyClass(layer, item.value, drawing.opacity * 0.55),
        },
      },
    });
  }
  if (layer.style.outline) result.push(outline(layer, drawing));
  return result;
}

function outline(layer: Layer, drawing: Drawing): Drawn {
  const width = byClass(layer, (_, index) => 1 + index * 0.6, 0);
  return {
    slot: 'slot-line',
    spec: {
      ...common(layer, drawing, 'outline'),
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': byClass(layer, (item) => item.color, 'rgba(0,0,0,0)') as ExpressionSpecification,
        'line-width': width as ExpressionSpecification,
        'line-opacity': drawing.opacity,
      },
    },
  };
}

function lines(layer: Layer, drawing: Drawing): Drawn {
  return {
    slot: 'slot-line',
    spec: {
      ...common(layer, drawing, 'line'),
      type: 'line',
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: {
        'line-color': byClass(layer, (item) => item.color, drawing.colours.noData) as ExpressionSpecification,
        'line-width': layer.style.size ?? 2,
        'line-opacity': drawing.opacity * layer.style.opacity,
      },
    },
  };
}

/** All points, then the upper classes again on top: a dry gauge must not hide a dangerous one. */
function circles(layer: Layer, drawing: Drawing): Drawn[] {
  const opacity = drawing.opacity * layer.style.opacity;
  const hidden = layer.kind === 'values' && !drawing.joined;
  const noData = noDataItem(layer);
  const top = Math.floor(known(layer.legend?.items ?? []).length / 2);
  const part = (name: string, visible: ExpressionSpecification | number): Drawn => ({
    slot: 'slot-dot',
    spec: {
      ...common(layer, drawing, name),
      type: 'circle',
      layout: { visibility: hidden ? 'none' : 'visible' },
      paint: {
        'circle-radius': radius(layer),
        'circle-color': byClass(layer, (item) => item.color, 'rgba(0,0,0,0)') as ExpressionSpecification,
        'circle-opacity': visible,
        'circle-stroke-color': byClass(
          layer,
          () => drawing.colours.halo,
          noData ? drawing.colours.noData : 'rgba(0,0,0,0)',
        ) as ExpressionSpecification,
        'circle-stroke-width': layer.style.outline ? 0.7 : 0,
        'circle-stroke-opacity': visible,
      },
    },
  });
  const upper = byClass(layer, (_, index) => (index >= top ? opacity : 0), 0);
  const all = part('circle', opacity);
  return top > 0 ? [all, part('circle-top', upper as ExpressionSpecification)] : [all];
}

function symbols(layer: Layer, drawing: Drawing): Drawn[] {
  const { colours: c, opacity } = drawing;
  const plain = symbolName('circle', c.dry, c.halo);
  const icon = byClass(layer, (item) => symbolName(item.shape ?? 'circle', item.color, c.halo), plain);
  const size = (layer.style.size ?? 9) / 9;
  const layout = {
    'icon-image': icon as ExpressionSpecification,
    'icon-size': [
      'interpolate',
      ['linear'],
      ['zoom'],
      4,
      size * 0.55,
      8,
      size * 0.8,
      11,
      size,
    ] as ExpressionSpecification,
    'icon-allow-overlap': true,
    ...(layer.style.label
      ? {
          'text-field': [
            'step',
            ['zoom'],
            '',
            9,
            ['to-string', ['get', layer.style.label]],
          ] as ExpressionSpecification,
          'text-font': FONT,
          'text-size': 12,
          'text-anchor': 'top' as const,
          'text-offset': [0, 1] as [number, number],
          'text-optional': true,
        }
      : {}),
  };
  const paint = {
    'icon-opacity': opacity * layer.style.opacity,
    'text-color': c.label,
    'text-halo-color': c.halo,
    'text-halo-width': 1.4,
    'text-opacity': opacity,
  };
  return [
    { spec: { ...common(layer, drawing, 'symbol'), type: 'symbol', layout, paint }, slot: 'slot-point' },
  ];
}
