import { describe, expect, test } from 'vitest';
import {
  addressOf,
  asBody,
  asQuery,
  readAddress,
  type Cell,
  type Form,
} from '../src/pages/reporting/address';
import { afterSending, against, checked, isSame, itemOf } from '../src/pages/reporting/cells';
import { pasted } from '../src/pages/reporting/pasting';
import { lastPeriods } from '../src/lib/periods';
import { WORDS as QUALITY } from '../src/pages/quality/words';
import { WORDS } from '../src/pages/reporting/words';

const cell = (more: object = {}): Cell =>
  ({
    indicator: { code: 'a' },
    id: 7,
    value: 3,
    value_text: null,
    note: null,
    numeric: true,
    previous: null,
    checks: [],
    parts: [],
    ...more,
  }) as unknown as Cell;
const form = (...cells: Cell[]): Form => ({ cells }) as unknown as Form;

test('a paste has rows by line and cells by tab, and quoted line breaks stay in their cell', () => {
  expect(pasted('1,5\tvì mưa\r\n2\t\r\n')).toEqual([
    ['1,5', 'vì mưa'],
    ['2', ''],
  ]);
  expect(pasted('"hai\ndòng"\t"nói ""thế"""')).toEqual([['hai\ndòng', 'nói "thế"']]);
});

test('an address is read back, and a broken one is none', () => {
  const task = { set: 'lao_cai', office: 'x', period: '2026-07', province_code: '15', commune_code: '03388' };
  const address = readAddress(addressOf(task));
  expect(address).toEqual({ set: 'lao_cai', office: 'x', period: '2026-07', place: '03388' });
  expect(address && asQuery(address)).toMatchObject({ commune: '03388' });
  expect(asBody({ set: 's', office: 'o', period: '2026', place: '15' })).toMatchObject({
    province_code: '15',
  });
  for (const broken of ['', 'a~b', 'a~b~c~d~e']) expect(readAddress(broken)).toBeNull();
});

describe('a cell on its way', () => {
  const address = { set: 's', office: 'o', period: '2026', place: '03388' };
  const typedIn = (value: string, note = '', base = 7) => ({ value, note, base });

  test('is sent with what was there before, and not while it cannot be read', () => {
    expect(itemOf(cell(), typedIn('4,5'), address)).toMatchObject({ value: 4.5, expected: 7, note: null });
    expect(itemOf(cell(), typedIn('4.500'), address)).toBeNull();
    expect(itemOf(cell(), typedIn(''), address)).toBeNull();
    expect(itemOf(cell(), typedIn('', 'chưa thu thập'), address)).toMatchObject({ value: null });
    expect(itemOf(cell({ numeric: false }), typedIn('lời'), address)).toMatchObject({ value_text: 'lời' });
  });

  test('stays where it was refused, goes where it was kept, and waits where it was typed again', () => {
    const draft = { a: typedIn('1'), b: typedIn('2'), c: typedIn('33') };
    const sent = [
      ['a', typedIn('1')],
      ['b', typedIn('2')],
      ['c', typedIn('3')],
    ] as const;
    const { left, reasons } = afterSending(draft, sent, [{ row: 2, reason: 'sai' }]);
    expect(Object.keys(left)).toEqual(['b', 'c']);
    expect(left['c']?.base).toBe(-1);
    expect(reasons).toEqual({ b: 'sai' });
  });

  test('that somebody else changed shows both, and one that they changed alike shows none', () => {
    expect(against(form(cell({ id: 8, value: 5 })), { a: typedIn('4') }).clashes['a']?.theirs.value).toBe(5);
    expect(against(form(cell({ id: 8, value: 4 })), { a: typedIn('4') })).toEqual({ cells: {}, clashes: {} });
    expect(against(form(cell()), { a: typedIn('4') }).clashes).toEqual({});
    expect(against(form(cell({ id: 9 })), { a: typedIn('4', '', -1) }).cells['a']?.base).toBe(9);
  });

  test('typed back to what the server has is no draft', () => {
    expect(isSame(cell(), { value: '3', note: '' })).toBe(true);
    expect(isSame(cell(), { value: '3,0', note: '' })).toBe(true);
    expect(isSame(cell(), { value: '', note: '' })).toBe(false);
    expect(isSame(cell({ value: null }), { value: '0', note: '' })).toBe(false);
  });
});

test('a cell is checked as it is typed: range, whole numbers, jump against the period before', () => {
  const reason = { vi: 'x', en: 'x' };
  const checks = [
    { rule: 'r', kind: 'range', severity: 'error', reason, low: 0, high: null, factor: null },
    { rule: 'w', kind: 'whole', severity: 'error', reason, low: null, high: null, factor: null },
    { rule: 'j', kind: 'jump', severity: 'warning', reason, low: null, high: null, factor: 10 },
  ];
  const found = (value: number, previous: number | null = 10) =>
    checked(cell({ checks, previous }), value, (text) => text.vi).map((one) => one.rule);
  expect(found(-20)).toEqual(['r']);
  expect(found(12.5)).toEqual(['w']);
  expect(found(200)).toEqual(['j']);
  expect(found(200, null)).toEqual([]);
  expect(found(100)).toEqual([]);
});

test('both languages have the same words', () => {
  const keys = (words: object, path = ''): string[] =>
    Object.entries(words).flatMap(([key, value]) =>
      value && typeof value === 'object' ? keys(value as object, `${path}${key}.`) : [path + key],
    );
  expect(keys(WORDS.en)).toEqual(keys(WORDS.vi));
  expect(keys(QUALITY.en)).toEqual(keys(QUALITY.vi));
});

test('the periods that are over, in Viet Nam’s time, the newest first', () => {
  const newYear = Date.parse('2026-12-31T17:30:00Z'); // half past midnight on 1 January in Viet Nam
  expect(lastPeriods('month', newYear, 2)).toEqual(['2026-12', '2026-11']);
  expect(lastPeriods('quarter', newYear, 2)).toEqual(['2026-Q4', '2026-Q3']);
  expect(lastPeriods('half_year', newYear, 2)).toEqual(['2026-H2', '2026-H1']);
  expect(lastPeriods('year', newYear, 2)).toEqual(['2026', '2025']);
  expect(lastPeriods('day', newYear, 2)).toEqual(['2026-12-31', '2026-12-30']);
  expect(lastPeriods('week', newYear, 2)).toEqual(['2026-W52', '2026-W51']);
  expect(lastPeriods('week', Date.parse('2027-01-11T05:00:00Z'), 2)).toEqual(['2027-W01', '2026-W53']);
});
