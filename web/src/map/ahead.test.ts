import { describe, expect, it } from 'vitest';
import { drawnLayers } from './ahead';

const layer = (
  id: string,
  more: Partial<{ time: 'none' | 'instant'; is_forecast: boolean; order: number }>,
) => ({
  id,
  time: 'instant' as 'none' | 'instant',
  kind: id.startsWith('grid') ? ('raster' as const) : ('values' as const),
  order: 0,
  is_forecast: false,
  ...more,
});
const all = [
  layer('danger', {}),
  layer('rain', {}),
  layer('communes', { time: 'none' }),
  layer('hazard', { time: 'none' }),
  layer('grid_gfs', { is_forecast: true, order: 1 }),
  layer('ahead_24', { is_forecast: true, order: 31 }),
  layer('ahead_6', { is_forecast: true, order: 30 }),
];
const ids = (on: string[], ahead: boolean) =>
  drawnLayers(all, (one) => on.includes(one.id), ahead).map((one) => one.id);

describe('drawnLayers', () => {
  it('draws all that is on of what is and what was', () => {
    expect(ids(['danger', 'rain', 'communes', 'ahead_24'], false)).toEqual([
      'danger',
      'rain',
      'communes',
      'ahead_24',
    ]);
  });
  it('draws nothing observed of a moment to come', () => {
    expect(ids(['danger', 'rain', 'communes', 'ahead_24'], true)).toEqual(['communes', 'ahead_24']);
  });
  it('lends the first forecast by commune where none is on', () => {
    expect(ids(['danger', 'communes'], true)).toEqual(['communes', 'ahead_6']);
    expect(ids(['grid_gfs'], true)).toEqual(['grid_gfs']);
  });
  it('does not switch on what does not change by the hour', () => {
    expect(ids([], true)).toEqual(['ahead_6']);
  });
});
