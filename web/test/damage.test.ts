import { expect, test } from 'vitest';
import { fromField, toField } from '../src/lib/vn-time';

test('a field holds the time of Viet Nam, wherever the screen stands', () => {
  const ms = Date.parse('2026-07-22T06:30:00+07:00');
  expect(toField(ms)).toBe('2026-07-22T06:30');
  expect(Date.parse(fromField(toField(ms)))).toBe(ms);
});
