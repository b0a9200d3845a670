import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  A_DATE,
  NO_NUMBER,
  numberOf,
  readNumber,
  TOO_LONG,
  twoReadings,
  wholeOf,
  written,
} from '../src/lib/numbers';

/** The table that the server is held to as well (`tests/kit/test_numbers.py`). */
const CASES = JSON.parse(readFileSync(new URL('../../tests/kit/numbers.json', import.meta.url), 'utf-8')) as {
  read: [string, number][];
  read_up_to: [string, number, number][];
  read_whole: [string, number][];
  two_readings_whole: [string, string, string][];
  two_readings: [string, string, string][];
  two_readings_up_to: [string, number, string, string][];
  a_date: string[];
  too_long: string[];
  no_number: string[];
  written: [number, string][];
};

describe('a number in a field', () => {
  test.each(CASES.read)('%j is read', (text, value) =>
    expect(readNumber(text)).toEqual({ kind: 'number', value }),
  );

  test.each(CASES.read_up_to)('%j up to %d has one reading', (text, most, value) =>
    expect(readNumber(text, most)).toEqual({ kind: 'number', value }),
  );

  test.each(CASES.read_whole)('%j of what is counted is read', (text, value) => {
    expect(readNumber(text, Infinity, true)).toEqual({ kind: 'number', value });
    expect(wholeOf(text)).toBe(value);
  });

  test.each(CASES.two_readings_whole)(
    '%j has two readings also where things are counted',
    (text, large, small) =>
      expect(readNumber(text, Infinity, true)).toEqual({ kind: 'wrong', text: twoReadings(large, small) }),
  );

  test.each(CASES.two_readings)('%j is refused with both ways to write it', (text, large, small) => {
    expect(readNumber(text)).toEqual({ kind: 'wrong', text: twoReadings(large, small) });
    expect(Math.abs(numberOf(large) ?? 0)).toBeGreaterThan(Math.abs(numberOf(small) ?? 0));
  });

  test.each(CASES.two_readings_up_to)('%j has two readings up to %d', (text, most, large, small) =>
    expect(readNumber(text, most)).toEqual({ kind: 'wrong', text: twoReadings(large, small) }),
  );

  test.each([
    ...CASES.a_date.map((text) => [text, A_DATE] as const),
    ...CASES.too_long.map((text) => [text, TOO_LONG] as const),
    ...CASES.no_number.map((text) => [text, NO_NUMBER] as const),
  ])('%j is refused', (text, why) => expect(readNumber(text)).toEqual({ kind: 'wrong', text: why }));

  test.each(CASES.written)('%d is shown as %s and read back', (value, text) => {
    expect(written(value)).toBe(text);
    expect(readNumber(text)).toEqual({ kind: 'number', value });
  });

  test('nothing is nothing, and what is wrong is never a value', () => {
    expect(readNumber(' \t')).toEqual({ kind: 'empty' });
    expect(numberOf('')).toBeNull();
    expect(written(null)).toBe('');
    expect(() => numberOf('1.234')).toThrow(RangeError);
  });
});
