import { describe, expect, it } from 'vitest';
import { sparkline } from './sparkline';

const BOX = { width: 100, height: 10, from: 0, to: 100, fromZero: true };

describe('sparkline', () => {
  it('goes from corner to corner for a rise over the whole time', () => {
    expect(sparkline([0, 100], [0, 5], BOX)).toBe('M0.0 10.0L100.0 0.0');
  });
  it('stays open where nothing is known', () => {
    expect(sparkline([0, 25, 50, 100], [1, null, 1, 2], BOX)).toBe('M0.0 5.0M50.0 5.0L100.0 0.0');
  });
  it('starts at the least value where zero says nothing', () => {
    expect(sparkline([0, 100], [80, 82], { ...BOX, fromZero: false })).toBe('M0.0 10.0L100.0 0.0');
  });
  it('draws nothing of one value, of none and of no time', () => {
    expect(sparkline([5], [1], BOX)).toBe('');
    expect(sparkline([], [], BOX)).toBe('');
    expect(sparkline([0, 1], [1, 2], { ...BOX, to: 0 })).toBe('');
  });
  it('draws a dry day along the bottom', () => {
    expect(sparkline([0, 100], [0, 0], BOX)).toBe('M0.0 10.0L100.0 10.0');
  });
});
