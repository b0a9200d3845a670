/** Pixels that change with time: their address follows the moment, and the present does not grow old unseen. */
import { describe, expect, it, vi } from 'vitest';
import { drawn } from '../src/map/layer-specs';
import { tileUrl } from '../src/map/sources';
import { layer } from './fixtures';

vi.stubGlobal('location', { origin: 'http://map' });

const rain = layer({
  id: 'grid_imerg_late_rain',
  kind: 'raster',
  time: 'instant',
  tiles: '/tiles/r/{z}/{x}/{y}.png',
});
const risk = layer({ id: 'hazard_x', kind: 'raster', time: 'none', tiles: '/tiles/h/{z}/{x}/{y}.png' });
const TEN_MINUTES = 600_000;

describe('the address of raster tiles', () => {
  it('carries the moment that the screen shows', () => {
    const url = tileUrl(rain, 7, {
      space: 'live',
      at: '2026-07-22T15:30:00Z',
      known_at: '2026-07-22T16:00:00Z',
    });
    expect(url).toContain('/tiles/r/{z}/{x}/{y}.png');
    expect(new URL(url).searchParams.get('at')).toBe('2026-07-22T15:30:00Z');
    expect(new URL(url).searchParams.get('known_at')).toBe('2026-07-22T16:00:00Z');
    expect(new URL(url).searchParams.has('tick')).toBe(false);
  });

  it('is another one every ten minutes while the screen follows the present', () => {
    const at = (now: number) => tileUrl(rain, 7, { space: 'live' }, now);
    expect(at(5 * TEN_MINUTES)).toBe(at(5 * TEN_MINUTES + 599_999));
    expect(at(5 * TEN_MINUTES)).not.toBe(at(6 * TEN_MINUTES));
  });

  it('stays the same for what has no time', () => {
    expect(tileUrl(risk, 7, { space: 'live', at: '2026-07-22T15:30:00Z' }, 1)).toBe(
      tileUrl(risk, 7, { space: 'live' }, TEN_MINUTES * 9),
    );
  });
});

it('pixels keep the colour of their class', () => {
  const [one] = drawn(rain, {
    source: 'tiles:r',
    sourceLayer: 'r',
    opacity: 1,
    colours: {} as never,
    present: null,
    words: {},
  });
  expect(one?.spec.paint).toMatchObject({ 'raster-resampling': 'nearest' });
});
