import { describe, expect, test } from 'vitest';
import { openLists, printedOf, proposalOf, shownOf, standingOf, stepsOf, type Code } from './model';

const TODAY = '2026-07-22';
const POULTRY = { vi: 'Đàn gia cầm', en: 'Poultry' };
const GOODS = { vi: 'Mặt hàng', en: 'Goods' };

const code = (given: Partial<Code>): Code => ({
  id: 1,
  dimension: 'poultry',
  dimension_name: POULTRY,
  code: null,
  name_vi: 'Chim cút',
  name_en: null,
  note: null,
  proposer: 'lan',
  proposed_at: '2026-07-01T00:00:00Z',
  state: 'proposed',
  decided_by: null,
  decided_at: null,
  reason: null,
  valid_to: null,
  etag: '"1"',
  ...given,
});

const admin = { name: 'quan-tri', roles: ['admin'] };

describe('how a code stands', () => {
  test('it is closed from its day on and not before', () => {
    expect(standingOf(code({ state: 'approved', valid_to: '2026-07-23' }), TODAY)).toBe('approved');
    expect(standingOf(code({ state: 'approved', valid_to: TODAY }), TODAY)).toBe('closed');
    expect(standingOf(code({ state: 'refused' }), TODAY)).toBe('refused');
  });
});

describe('who may take which step', () => {
  test('an administrator decides what somebody else proposed', () => {
    expect(stepsOf(code({}), admin)).toEqual(['approve', 'refuse']);
  });
  test('nobody decides their own, and nobody but an administrator decides', () => {
    expect(stepsOf(code({ proposer: 'quan-tri' }), admin)).toEqual([]);
    expect(stepsOf(code({}), { name: 'minh', roles: ['planner'] })).toEqual([]);
    expect(stepsOf(code({}), null)).toEqual([]);
  });
  test('an approved code is closed, a closed one opened again, a refused one stays', () => {
    expect(stepsOf(code({ state: 'approved', proposer: 'quan-tri' }), admin)).toEqual(['close']);
    expect(stepsOf(code({ state: 'approved', valid_to: '2026-12-01' }), admin)).toEqual(['reopen']);
    expect(stepsOf(code({ state: 'refused' }), admin)).toEqual([]);
  });
});

describe('the lists', () => {
  const list = {
    code: 'poultry',
    name: POULTRY,
    open: true,
    items: { chickens: { vi: 'đàn gà', en: 'chickens' }, 'c-1': { vi: 'Chim cút', en: 'quails' } },
    closed: {},
  };
  test('only open ones take codes', () => {
    expect(openLists([{ ...list, code: 'sex', open: false }, list])).toEqual([list]);
  });
  test('what is printed is told from what people added', () => {
    expect(printedOf(list, [code({ state: 'approved', code: 'c-1' })])).toEqual(['chickens']);
  });
});

test('what waits for somebody stands first, then list by list', () => {
  const all = [
    code({ id: 1, state: 'approved', name_vi: 'Ngỗng' }),
    code({ id: 2, state: 'approved', dimension: 'goods', dimension_name: GOODS, name_vi: 'Chè' }),
    code({ id: 3, state: 'approved', name_vi: 'Đà điểu' }),
    code({ id: 4, state: 'approved', name_vi: 'Bồ câu', valid_to: '2026-01-01' }),
    code({ id: 5, dimension: 'goods', dimension_name: GOODS, name_vi: 'Quế' }),
  ];
  const vi = (name: Code['dimension_name']) => name.vi;
  expect(shownOf(all, '', TODAY, vi).map((one) => one.id)).toEqual([5, 3, 1, 2, 4]);
  expect(shownOf(all, 'goods', TODAY, vi).map((one) => one.id)).toEqual([5, 2]);
});

describe('a proposal', () => {
  const typed = { dimension: 'poultry', nameVi: ' Chim cút ', nameEn: ' ', note: '' };
  test('goes out trimmed, and what is left empty is none', () => {
    expect(proposalOf(typed)).toEqual({
      dimension: 'poultry',
      name_vi: 'Chim cút',
      name_en: null,
      note: null,
    });
  });
  test('needs its list and its name', () => {
    expect(proposalOf({ ...typed, nameVi: '  ' })).toBeNull();
    expect(proposalOf({ ...typed, dimension: '' })).toBeNull();
  });
});
