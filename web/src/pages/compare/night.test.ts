import { describe, expect, it } from 'vitest';
import { toOklab } from '../../lib/night-colour';
import { gapOf, spotColours } from './looks';
import { comparisonIn, multiplesIn } from './night';
import type { Comparison, Multiples } from './types';

// The ramps of `geoops/indicators/compare/colours.py` and the square of `bivariate.py`.
const GREENS = ['#edf8e9', '#bae4b3', '#74c476', '#31a354', '#006d2c'];
const TWO_GREENS = ['#e5f5e0', '#31a354'];
const ABOUT_A_MIDDLE = ['#a6611a', '#dfc27d', '#f5f5f5', '#80cdc1', '#018571'];
const SQUARE = [
  ['#e8e8e8', '#ace4e4', '#5ac8c8'],
  ['#dfb0d6', '#a5add3', '#5698b9'],
  ['#be64ac', '#8c62aa', '#3b4994'],
];
const LAND = '#1c252e';

function answer(colours: string[], method = 'quantile'): Comparison {
  return { classes: { colours, method }, both: { colours: SQUARE } } as unknown as Comparison;
}
const byNight = (colours: string[], method?: string) =>
  comparisonIn('night', answer(colours, method)).classes.colours;
const light = (colour: string) => toOklab(colour)[0];

/** As those see it who lack the green cones (Viénot, Brettel, Mollon 1999). */
function withoutGreen(hex: string): string {
  const channel = (from: number) => (parseInt(hex.slice(from, from + 2), 16) / 255) ** 2.2;
  const [r, g, b] = [channel(1), channel(3), channel(5)];
  const yellow = 0.29275 * r + 0.70725 * g;
  const blue = -0.02234 * r + 0.02234 * g + b;
  const shown = [yellow, yellow, blue].map((one) => Math.round(255 * Math.max(0, one) ** (1 / 2.2)));
  return `#${shown.map((one) => one.toString(16).padStart(2, '0')).join('')}`;
}
function nearest(colours: string[]): number {
  const all = colours.map(toOklab);
  return Math.min(
    ...all.flatMap((one, i) =>
      all.slice(i + 1).map((two) => Math.hypot(one[0] - two[0], one[1] - two[1], one[2] - two[2])),
    ),
  );
}

describe('a comparison by night', () => {
  it('leaves the day as the server told it', () => {
    const told = answer(GREENS);
    expect(comparisonIn('day', told)).toBe(told);
    expect(comparisonIn('night', null)).toBeNull();
  });

  it.each([[GREENS], [TWO_GREENS]])('goes from the darkest, near the land, to the lightest', (ramp) => {
    const shown = byNight(ramp);
    const steps = shown.map(light);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(Math.abs((steps[0] ?? 1) - light(LAND))).toBeLessThan(0.12);
    expect(nearest(shown.map(withoutGreen))).toBeGreaterThan(0.08);
  });

  it('keeps a middle quiet and its sides alike', () => {
    const [low = 0, , middle = 1, , high = 0] = byNight(ABOUT_A_MIDDLE, 'standard_deviation').map(light);
    expect(middle).toBeLessThan(0.35);
    expect(Math.abs(low - high)).toBeLessThan(0.1);
    expect(Math.min(low, high)).toBeGreaterThan(0.75);
    const sides = byNight(['#d8b365', '#5ab4ac'], 'threshold');
    expect(nearest(sides)).toBeGreaterThan(0.15);
  });

  it('turns the square of two variables round and keeps its nine colours apart', () => {
    const shown = comparisonIn('night', answer(GREENS)).both?.colours ?? [];
    const all = shown.flat();
    expect(all).toHaveLength(9);
    expect(light(all[0] ?? '')).toBe(Math.min(...all.map(light)));
    expect(light(all[8] ?? '')).toBe(Math.max(...all.map(light)));
    expect(nearest(all)).toBeGreaterThan(0.9 * nearest(SQUARE.flat()));
    expect(nearest(all.map(withoutGreen))).toBeGreaterThan(0.9 * nearest(SQUARE.flat().map(withoutGreen)));
  });

  it('gives small maps the ramp of their legend', () => {
    const all = { classes: { colours: GREENS, method: 'quantile' } } as unknown as Multiples;
    expect(multiplesIn('night', all)?.classes.colours).toEqual(byNight(GREENS));
  });

  it('does not let the unknown or the insignificant glare', () => {
    expect(light(gapOf('no_data', 'night').colour)).toBeLessThan(0.4);
    expect(light(gapOf('not_comparable', 'night').colour)).toBeLessThan(0.45);
    const spots = spotColours('night');
    expect(light(spots['not_significant'] ?? '#ffffff')).toBeLessThan(0.4);
    expect(light(spots['high_high'] ?? '#000000')).toBeGreaterThan(0.7);
  });
});
