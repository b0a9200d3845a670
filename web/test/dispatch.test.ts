import { describe, expect, it } from 'vitest';
import { toTyped, typed } from '../src/pages/dispatch/number';
import { WORDS } from '../src/pages/dispatch/words';

describe('numbers typed on the board', () => {
  it.each([
    ['2', 2],
    [' 1.500 ', 1500],
    ['1.234,5', 1234.5],
    ['1 500', 1500],
    ['2,5', 2.5],
    ['0', 0],
    ['', null],
    ['-3', null],
    ['1e9', null],
    ['1.2.3', null],
    ['hai', null],
    ['9'.repeat(400), null],
  ])('%s', (text, number) => {
    expect(typed(text)).toBe(number);
  });

  it('gives back what it shows', () => {
    for (const value of [0.5, 2, 1234.25]) expect(typed(toTyped(value))).toBe(value);
  });

  it('says everything in both languages, in one order', () => {
    expect(Object.keys(WORDS.en)).toEqual(Object.keys(WORDS.vi));
  });
});
