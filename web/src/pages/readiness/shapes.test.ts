import { describe, expect, it } from 'vitest';
import { normText, percent } from './shapes';

describe('percent', () => {
  it('never rounds a shortage up to enough', () => {
    expect(percent(0.996)).toBe('99%');
    expect(percent(1)).toBe('100%');
    expect(percent(0.29)).toBe('29%');
    expect(percent(0)).toBe('0%');
  });
});

describe('a planning norm', () => {
  const named = (unit: string) => (unit === 'người' ? 'people' : unit);
  const say = (value: number, decimals: number) => value.toFixed(decimals).replace('.', ',');
  it('says a share in percent, without the dust of binary fractions', () => {
    const share = { unit: 'phần' };
    expect(normText(0.02, share, say, named)).toBe('2 %');
    expect(normText(0.07, share, say, named)).toBe('7 %');
    expect(normText(0.125, share, say, named)).toBe('12,5 %');
    expect(normText(0.0125, share, say, named)).toBe('1,25 %');
    expect(normText(1, share, say, named)).toBe('100 %');
  });
  it('says anything else in its own unit', () => {
    expect(normText(3, { unit: 'người' }, say, named)).toBe('3 people');
    expect(normText(0.5, { unit: 'kg' }, say, named)).toBe('0,5 kg');
  });
});
