/** How points are drawn: circles coloured by their values, and symbols whose shape tells the state. Pure. */
import type { ExpressionSpecification } from 'maplibre-gl';
import type { Layer } from '../api/types';
import { FONT } from './base-style';
import { byClass, known, noDataItem, radius } from './expressions';
import { common, type Drawing, type Drawn } from './layer-specs';
import { symbolName } from './shapes';

/** All points, then the upper classes again on top: a dry gauge must not hide a dangerous one. */
export function circles(layer: Layer, drawing: Drawing): Drawn[] {
  const opacity = drawing.opacity * layer.style.opacity;
  const hidden = layer.kind === 'values' && drawing.present === null;
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

export function symbols(layer: Layer, drawing: Drawing): Drawn[] {
  const { colours: c, opacity } = drawing;
  const halo = [...severityHalo(layer, drawing), ...overdueHalo(layer, drawing)];
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
      size * 0.32,
      8,
      size * 0.72,
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
            inWords(layer.style.label, drawing.words),
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
  const symbol = { ...common(layer, drawing, 'symbol'), type: 'symbol' as const, layout, paint };
  return [...halo, { spec: symbol, slot: 'slot-point' }];
}

/** The danger of a point, behind its mark: only severe ones are loud (severity 3 and more of 5). */
function severityHalo(layer: Layer, drawing: Drawing): Drawn[] {
  if (!layer.fields.some((field) => field.name === 'severity')) return [];
  const severity: ExpressionSpecification = ['to-number', ['coalesce', ['get', 'severity'], 0]];
  const open: ExpressionSpecification = ['match', ['get', 'state'], ['resolved', 'rejected'], 0, 1];
  const { danger } = drawing.colours;
  const shade: ExpressionSpecification = ['step', severity, danger[2], 4, danger[3], 5, danger[3]];
  return [
    {
      slot: 'slot-dot',
      spec: {
        ...common(layer, drawing, 'severity'),
        type: 'circle',
        filter: ['>=', severity, 3],
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 4, 7, 8, 13, 11, 18],
          'circle-color': shade,
          'circle-opacity': ['*', open, 0.34 * drawing.opacity],
          'circle-stroke-color': shade,
          'circle-stroke-width': 2,
          'circle-stroke-opacity': ['*', open, drawing.opacity],
        },
      },
    },
  ];
}

/** What was not done in time stands in a second, open ring. */
function overdueHalo(layer: Layer, drawing: Drawing): Drawn[] {
  if (!layer.fields.some((field) => field.name === 'overdue')) return [];
  const [, , , , highest] = drawing.colours.danger;
  const open: ExpressionSpecification = ['match', ['get', 'state'], ['resolved', 'rejected'], 0, 1];
  return [
    {
      slot: 'slot-dot',
      spec: {
        ...common(layer, drawing, 'overdue'),
        type: 'circle',
        filter: ['==', ['get', 'overdue'], 1],
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 4, 10, 8, 17, 11, 24],
          'circle-opacity': 0,
          'circle-stroke-color': highest,
          'circle-stroke-width': 2.5,
          'circle-stroke-opacity': ['*', open, drawing.opacity],
        },
      },
    },
  ];
}

function inWords(property: string, words: Record<string, string>): ExpressionSpecification {
  const code: ExpressionSpecification = ['to-string', ['get', property]];
  const branches = Object.entries(words).flat();
  return branches.length > 0
    ? (['match', code, ...branches, code] as unknown as ExpressionSpecification)
    : code;
}
