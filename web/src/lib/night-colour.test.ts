import { describe, expect, it } from 'vitest';
import { forNight, over } from './night-colour';

const RAIN = ['#E3EEF0', '#BAE4BC', '#7BCCC4', '#2B8CBE', '#084081'];

describe('over', () => {
  it('is dark over the least rain of a day and white over the most', () => {
    expect(over(RAIN[0] ?? '')).toBe('#16202b');
    expect(over(RAIN[4] ?? '')).toBe('#ffffff');
  });
  it('turns round with the ramp of the night', () => {
    const night = forNight(RAIN);
    expect(over(night[0] ?? '')).toBe('#ffffff');
    expect(over(night[4] ?? '')).toBe('#16202b');
  });
});
