/** From a layer's legend, as the server declares it, to MapLibre expressions. Pure. */
import type { ExpressionSpecification } from 'maplibre-gl';
import type { Layer, LegendItem, LegendValue } from '../api/types';

type Output = string | number | ExpressionSpecification;

/** Where a feature's class is read: its own property in the tiles, or the state joined from the values. */
export function classOf(layer: Layer): ExpressionSpecification {
  const key = layer.style.by ?? 'class';
  const read: ExpressionSpecification =
    layer.kind === 'values' ? ['feature-state', stateKey(layer.id)] : ['get', key];
  return ['to-string', read];
}

/** The feature-state key under which a layer's class is kept, so that layers can share one geometry. */
export function stateKey(layerId: string): string {
  return `${layerId}:class`;
}

export function known(items: LegendItem[]): (LegendItem & { value: Exclude<LegendValue, null> })[] {
  return items.filter(
    (item): item is LegendItem & { value: Exclude<LegendValue, null> } => item.value !== null,
  );
}

export function noDataItem(layer: Layer): LegendItem | null {
  return layer.legend?.items.find((item) => item.value === null) ?? null;
}

/** `match` over the legend's known values; `otherwise` for all else (no data). */
export function byClass(
  layer: Layer,
  output: (item: LegendItem, index: number) => Output,
  otherwise: Output,
) {
  const items = known(layer.legend?.items ?? []);
  if (items.length === 0) return otherwise;
  const branches = items.flatMap((item, index) => [String(item.value), output(item, index)]);
  return ['match', classOf(layer), ...branches, otherwise] as unknown as ExpressionSpecification;
}

/** 1 for features of one class, 0 for all others; patterns can be switched only through opacity. */
export function onlyClass(layer: Layer, value: LegendValue, opacity: number) {
  if (value !== null) {
    return ['match', classOf(layer), String(value), opacity, 0] as unknown as ExpressionSpecification;
  }
  return byClass(layer, () => 0, opacity) as ExpressionSpecification;
}

/** Grows with the zoom, so that thousands of points do not clog the country and one can be read in a valley. */
export function radius(layer: Layer): ExpressionSpecification {
  const size = layer.style.size ?? 5;
  const items = known(layer.legend?.items ?? []);
  const scaled = (factor: number): Output =>
    byClass(
      layer,
      (_, index) => round(size * factor * weight(index, items.length)),
      round(size * factor * 0.6),
    );
  return [
    'interpolate',
    ['linear'],
    ['zoom'],
    4,
    scaled(0.35),
    7,
    scaled(0.75),
    10,
    scaled(1.25),
    13,
    scaled(1.8),
  ];
}

/** Later classes of an ordered legend are drawn larger: from 0.45 to 1.5 of the declared size. */
function weight(index: number, count: number): number {
  return count < 2 ? 1 : 0.45 + (1.05 * index) / (count - 1);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
