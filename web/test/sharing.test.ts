import { expect, test } from 'vitest';
import { fileOf, following, valueText, type Question } from '../src/pages/sharing/asking';
import { WORDS } from '../src/pages/sharing/words';
import { PAGES } from '../src/pages/registry';
import { findPage } from '../src/pages/find';

const question: Question = { set: 'lao-cai', period: '2026-10', after: 0, space: 'live' };
const say = {
  number: (value: number, decimals: number) => value.toFixed(decimals).replace('.', ','),
  unit: (unit: string | null) => unit ?? '',
  none: 'chưa có số liệu',
};

test('what is shared has a page, in both languages', () => {
  expect(findPage('/shared', PAGES)?.page.inMenu).toBe(true);
  expect(Object.keys(WORDS.en)).toEqual(Object.keys(WORDS.vi));
  expect(Object.keys(WORDS.en.kinds)).toEqual(Object.keys(WORDS.vi.kinds));
});

test('a file holds what is on the screen', () => {
  const address = new URL(fileOf({ ...question, after: 7 }, 'csv'), 'http://here');
  expect(address.pathname).toBe('/api/indicators/sharing/values');
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    set: 'lao-cai',
    period: '2026-10',
    after: '7',
    limit: '100',
    format: 'csv',
  });
});

test('the next page begins after the last change that was shown, and there is none after the last', () => {
  expect(following(question, { last_seq: 240, more: true })).toEqual({ ...question, after: 240 });
  expect(following(question, { last_seq: 240, more: false })).toBeNull();
});

test('a value has its unit, and one that is missing says why and is no zero', () => {
  const missing = { value: null, value_text: null, unit: 'người', note: null };
  expect(valueText({ ...missing, value: 0 }, say)).toBe('0 người');
  expect(valueText({ ...missing, value: 2.5 }, say)).toBe('2,50 người');
  expect(valueText({ ...missing, value_text: 'Đạt' }, say)).toBe('Đạt');
  expect(valueText({ ...missing, note: 'trạm hỏng' }, say)).toBe('trạm hỏng');
  expect(valueText(missing, say)).toBe('chưa có số liệu');
});
