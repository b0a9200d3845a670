import { expect, test } from 'vitest';
import { classLabels, gapOf, looks, spotColours } from './looks';
import type { Comparison, Gap } from './types';

const NO_DATA = gapOf('no_data', 'day');
const NOT_COMPARABLE = gapOf('not_comparable', 'day');

const gap = (kind: Gap['kind']): Gap => ({
  kind,
  cause: kind === 'no_data' ? 'missing' : 'approval',
  text: { vi: '', en: '' },
  value: null,
});

const answer = {
  ids: ['1', '2', '3', '4'],
  values: [1, 5, null, null],
  numbers: [0, 1, -1, -1],
  gaps: { '3': gap('no_data'), '4': gap('not_comparable') },
  second_gaps: { '2': gap('not_comparable'), '3': gap('no_data') },
  classes: { method: 'manual', breaks: [2], counts: [1, 1], locked: true, colours: ['#aaa', '#bbb'] },
  both: {
    first_breaks: [2, 3],
    second_breaks: [2, 3],
    cells: [],
    colours: [
      ['a0', 'a1', 'a2'],
      ['b0', 'b1', 'b2'],
      ['c0', 'c1', 'c2'],
    ],
    numbers: [5, -1, -1, -1],
  },
  hot_spots: { kinds: ['high_high', 'not_significant', null, null] },
  summary: { least: 1, most: 5 },
} as unknown as Comparison;

test('no data and not comparable are told apart, and neither has a colour of a class', () => {
  const found = looks(answer, 'single', 'day');
  expect(found.get('1')).toEqual({ colour: '#aaa', pattern: 0 });
  expect(found.get('3')).toEqual(NO_DATA);
  expect(found.get('4')).toEqual(NOT_COMPARABLE);
  expect(NO_DATA.pattern).not.toBe(NOT_COMPARABLE.pattern);
});

test('of two variables rows rise with the second, and one that cannot be compared spoils the pair', () => {
  const found = looks(answer, 'both', 'day');
  expect(found.get('1')?.colour).toBe('b2');
  expect(found.get('2')).toEqual(NOT_COMPARABLE);
  expect(found.get('3')).toEqual(NO_DATA);
});

test('hot spots have colours of their own, and a commune without a value stays without', () => {
  const found = looks(answer, 'spots', 'day');
  expect(found.get('1')?.colour).toBe(spotColours('day')['high_high']);
  expect(found.get('3')).toEqual(NO_DATA);
});

test('labels go from the least value to the greatest', () => {
  expect(classLabels(answer, String)).toEqual(['1 – 2', '> 2 – 5']);
});
