/** Which layers a map of a moment to come may show. Pure. */
import type { Layer } from '../api/types';

type Drawable = Pick<Layer, 'id' | 'time' | 'kind' | 'order' | 'is_forecast'>;

/**
 * What is drawn: of the present and of what was, all that is switched on. Of a moment to come nobody has observed
 * anything: only forecasts are drawn, and what does not change by the hour. Where no forecast is switched on the first
 * one by commune is drawn all the same, so that going ahead does not end on an empty map.
 */
export function drawnLayers<T extends Drawable>(
  all: readonly T[],
  isOn: (layer: T) => boolean,
  ahead: boolean,
): T[] {
  if (!ahead) return all.filter(isOn);
  const lent = all.some((layer) => layer.is_forecast && isOn(layer)) ? undefined : firstForecast(all);
  return all.filter((layer) =>
    layer.is_forecast ? isOn(layer) || layer === lent : layer.time === 'none' && isOn(layer),
  );
}

function firstForecast<T extends Drawable>(all: readonly T[]): T | undefined {
  return all
    .filter((layer) => layer.is_forecast && layer.kind === 'values')
    .sort((a, b) => a.order - b.order)[0];
}
