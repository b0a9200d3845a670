import { expect, test } from 'vitest';
import { typed } from '../src/pages/damage/figures';
import { fromField, toField } from '../src/lib/vn-time';

test.each([
  ['', null],
  ['  ', null],
  ['12', 12],
  ['1,5', 1.5],
  ['1.5', 1.5],
  ['1.234', 1234],
  ['1.234,5', 1234.5],
  ['12.345.678', 12345678],
])('%j is read as people in Viet Nam write it', (text, wanted) => {
  expect(typed(text)).toBe(wanted);
});

test.each(['hai', '1,2,3', '-4', '1e9', '=1+1'])('%j is no number', (text) => {
  expect(typed(text)).toBeNaN();
});

test('a field holds the time of Viet Nam, wherever the screen stands', () => {
  const ms = Date.parse('2026-07-22T06:30:00+07:00');
  expect(toField(ms)).toBe('2026-07-22T06:30');
  expect(Date.parse(fromField(toField(ms)))).toBe(ms);
});
