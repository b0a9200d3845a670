/** From one declared layer to the MapLibre layers that draw it. Pure: the same for tests and for the map. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Layer, LegendItem, LegendValue } from '../api/types';
import type { Slot } from './base-style';
import type { MapColours } from './colours';
import { over } from '../lib/night-colour';
import { levelOf, outlineWidth } from '../lib/rank';
import { byClass, classOf, onlyClass } from './expressions';
import type { Present } from './join';
import { circles, symbols } from './point-specs';
import { patternName } from './shapes';

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
  /** The classes that features have; null until the values have come once: before that nothing is "without data". */
  present: Present | null;
  /** Its areas are drawn by their edges alone. */
  edges?: boolean;
  /** Words for codes that a layer uses as its label, such as kinds of incidents. */
  words: Record<string, string>;
}

export function drawn(layer: Layer, drawing: Drawing): Drawn[] {
  if (layer.kind === 'raster') return [raster(layer, drawing)];
  if (layer.group === 'base') return base(layer, drawing);
  if (layer.style.paint === 'circle') return circles(layer, drawing);
  if (layer.style.paint === 'symbol') return symbols(layer, drawing);
  if (layer.style.paint === 'line') return [lines(layer, drawing)];
  return fills(layer, drawing);
}

export function common(layer: Layer, { source, sourceLayer }: Drawing, part: string) {
  return { id: `${layer.id}/${part}`, source, 'source-layer': sourceLayer };
}

function raster(layer: Layer, { source, opacity }: Drawing): Drawn {
  // A pixel has the colour of its class: blended with its neighbour's it would be of a class that is not there.
  const paint = {
    'raster-opacity': opacity * layer.style.opacity,
    'raster-fade-duration': 0,
    'raster-resampling': 'nearest' as const,
  };
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
    'line-opacity': outer
      ? opacity
      : (['interpolate', ['linear'], ['zoom'], 6, 0, 7.5, opacity] as ExpressionSpecification),
  };
  const layout = { 'line-join': 'round' as const };
  return [{ spec: { ...common(layer, drawing, 'line'), type: 'line', paint, layout }, slot: 'slot-line' }];
}

/** What an edge is wider by where it has no fill beside it. */
const EDGE_PX = 2;

function fills(layer: Layer, drawing: Drawing): Drawn[] {
  if (drawing.edges) return [outline(layer, drawing, EDGE_PX)];
  // Nothing shines through danger: its colour must be the legend's own.
  const opacity = drawing.opacity * (layer.group === 'danger' ? 0.94 : layer.style.opacity);
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
    if (!item.pattern || !isThere(layer, item.value, drawing.present)) continue;
    const ink = item.pattern === 'stripes' ? over(item.color) : drawing.colours.ink;
    const colourOf = item.value === null ? drawing.colours.noData : ink;
    result.push({
      slot: 'slot-fill',
      spec: {
        ...common(layer, drawing, `pattern-${String(item.value)}`),
        type: 'fill',
        ...(layer.kind !== 'values' && { filter: ['==', classOf(layer), String(item.value)] }),
        paint: {
          'fill-pattern': patternName(item.pattern, colourOf),
          'fill-antialias': false,
          'fill-opacity': calmer(layer, item.value, drawing.opacity * 0.5),
        },
      },
    });
  }
  // An outline is loud: only danger has one.
  if (layer.style.outline && layer.group === 'danger') result.push(outline(layer, drawing));
  return result;
}

/**
 * Whether a pattern of that class can show anywhere. A pattern is drawn over all areas, with nothing for those of
 * another class: one that nobody has costs a machine without a graphics card as much as any other.
 */
function isThere(layer: Layer, value: LegendValue, present: Present | null): boolean {
  if (layer.kind !== 'values') return value !== null;
  return present !== null && (value === null || present.has(String(value)));
}

/** A pattern over a whole country is noise: it comes up with the zoom. */
function calmer(layer: Layer, value: LegendValue, opacity: number): ExpressionSpecification {
  // In tiles of its own the filter has left those of other classes out.
  const shown = (share: number) =>
    layer.kind === 'values' ? onlyClass(layer, value, opacity * share) : opacity * share;
  return ['interpolate', ['linear'], ['zoom'], 5, shown(0.3), 8, shown(1)];
}

function outline(layer: Layer, drawing: Drawing, wider = 0): Drawn {
  const hasLevels = layer.legend?.items.some((item) => levelOf(item.value) !== null);
  // Warnings by severity have no levels: where their fill is gone, each has an edge all the same.
  const least = wider > 0 && !hasLevels ? 1 : 0;
  const widthOf = (item: LegendItem) => outlineWidth(item) || least;
  const width = byClass(layer, (item) => (widthOf(item) > 0 ? widthOf(item) + wider : 0), 0);
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
