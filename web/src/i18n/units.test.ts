import { describe, expect, it } from 'vitest';
import { unitName } from './units';

describe('units in words', () => {
  it('are in the language of the screen', () => {
    expect(unitName('người/km²', 'en')).toBe('people/km²');
    expect(unitName('người/km²', 'vi')).toBe('người/km²');
    expect(unitName('Người', 'vi')).toBe('Người');
    expect(unitName('min', 'vi')).toBe('phút');
  });
  it('stay as they are where they are the same everywhere, and are nothing for nothing', () => {
    expect(unitName('mm', 'en')).toBe('mm');
    expect(unitName(null, 'en')).toBe('');
  });
});
