import { describe, expect, it } from 'vitest';
import { figure, written } from './sending.svelte';

describe('figures as they are typed', () => {
  it.each([
    ['215,3', 215.3],
    ['215.3', 215.3],
    ['1.234,5', 1234.5],
    ['1.234', 1234],
    ['', null],
    ['  ', null],
    ['-3', -3],
  ])('reads %s', (text, value) => expect(figure(text)).toBe(value));

  it.each(['1,234.5', '12 m', 'NaN', '1e3', '1,2,3', '--'])('does not read %s', (text) =>
    expect(figure(text)).toBeNaN(),
  );

  it('writes what it reads', () => {
    expect(figure(written(215.25))).toBe(215.25);
    expect(written(null)).toBe('');
  });
});
