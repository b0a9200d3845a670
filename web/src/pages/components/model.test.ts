import { describe, expect, test } from 'vitest';
import { grouped, mayDecide, proposalOf, shownOf, type OpenList, type Proposal, type Typed } from './model';

const proposal = (given: Partial<Proposal>): Proposal => ({
  id: 1,
  parent_code: 'lai_chau.A.I.7',
  name_vi: 'Chuyển đổi loại hình',
  name_en: 'Changed their legal form',
  unit: 'Đơn vị',
  frequency: null,
  responsible: null,
  value_kind: 'count',
  over_places: 'sum',
  over_time: 'sum',
  grounds: 'Sở Tài chính cần',
  proposer: 'lan',
  proposed_at: '2026-07-01T00:00:00Z',
  state: 'proposed',
  decided_by: null,
  decided_at: null,
  reason: null,
  node_code: null,
  ...given,
});
const list = (code: string) => ({ code, set: code.split('.')[0] }) as OpenList;
const typed = (given: Partial<Typed> = {}): Typed => ({
  parent: 'lai_chau.A.I.7',
  nameVi: ' Chuyển đổi ',
  nameEn: 'Changed',
  unit: 'Đơn vị',
  kind: 'count',
  overPlaces: 'sum',
  overTime: 'sum',
  frequency: '',
  responsible: '',
  grounds: 'Sở cần',
  ...given,
});

describe('who decides', () => {
  const admin = { name: 'quan-tri', roles: ['admin'] };
  test('an administrator, of what somebody else proposed and nobody has decided', () => {
    expect(mayDecide(proposal({}), admin)).toBe(true);
    expect(mayDecide(proposal({ proposer: 'quan-tri' }), admin)).toBe(false);
    expect(mayDecide(proposal({ state: 'refused' }), admin)).toBe(false);
    expect(mayDecide(proposal({}), { name: 'lan', roles: ['planner'] })).toBe(false);
    expect(mayDecide(proposal({}), null)).toBe(false);
  });
});

test('what waits stands first, then the lists in the order of print, of the chosen set alone', () => {
  const lists = [list('lai_chau.A.I.7'), list('lai_chau.A.I.8'), list('lao_cai.A.1')];
  const rows = [
    proposal({ id: 1, state: 'approved', parent_code: 'lai_chau.A.I.7' }),
    proposal({ id: 2, parent_code: 'lao_cai.A.1' }),
    proposal({ id: 3, parent_code: 'lai_chau.A.I.8' }),
    proposal({ id: 4, parent_code: 'lai_chau.A.I.9' }),
    proposal({ id: 5, parent_code: 'lai_chau.A.I.8' }),
  ];
  expect(shownOf(rows, lists, '').map((one) => one.id)).toEqual([5, 3, 2, 4, 1]);
  expect(shownOf(rows, lists, 'lai_chau').map((one) => one.id)).toEqual([5, 3, 4, 1]);
});

describe('a proposal', () => {
  const of = { frequency: 'Tháng', responsible: 'Sở Tài chính' };
  test('names a frequency and an office where its list names none', () => {
    expect(proposalOf(typed(), undefined)).toBeNull();
    expect(proposalOf(typed(), { ...of, frequency: null })).toBeNull();
    expect(proposalOf(typed({ frequency: 'Quý' }), { ...of, frequency: null })?.frequency).toBe('Quý');
    expect(proposalOf(typed(), { ...of, responsible: null })).toBeNull();
    expect(proposalOf(typed({ responsible: 'Sở Y tế' }), { ...of, responsible: null })).not.toBeNull();
  });
  test('is whole or none', () => {
    expect(proposalOf(typed(), of)).toMatchObject({ name_vi: 'Chuyển đổi', unit: 'Đơn vị', frequency: null });
    for (const lacking of [{ nameVi: 'a' }, { nameEn: '' }, { kind: '' }, { unit: '' }, { grounds: ' ' }])
      expect(proposalOf(typed(lacking as Partial<Typed>), of), JSON.stringify(lacking)).toBeNull();
  });
  test('of a text has no unit and is never added up; a rate is never added up', () => {
    expect(proposalOf(typed({ kind: 'text' }), of)).toMatchObject({
      unit: null,
      over_places: 'none',
      over_time: 'none',
    });
    expect(proposalOf(typed({ kind: 'rate', unit: '%' }), of)).toMatchObject({
      unit: '%',
      over_places: 'none',
      over_time: 'none',
    });
  });
});

test('lists stand under their group, which names them once', () => {
  const of = (code: string, group: string) => ({ ...list(code), group });
  const lists = [
    of('lai_chau.A.1', 'A'),
    of('lai_chau.A.2', 'A'),
    of('lai_chau.B.1', 'B'),
    of('lao_cai.A.1', 'A'),
  ];
  expect(grouped(lists).map(([first, members]) => [first.code, members.length])).toEqual([
    ['lai_chau.A.1', 2],
    ['lai_chau.B.1', 1],
    ['lao_cai.A.1', 1],
  ]);
});
