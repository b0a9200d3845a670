import { describe, expect, it } from 'vitest';
import { percent } from './shapes';

describe('percent', () => {
  it('never rounds a shortage up to enough', () => {
    expect(percent(0.996)).toBe('99%');
    expect(percent(1)).toBe('100%');
    expect(percent(0.29)).toBe('29%');
    expect(percent(0)).toBe('0%');
  });
});
