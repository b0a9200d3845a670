import { describe, expect, it } from 'vitest';
import type { Cell, Form, Part } from './address';
import { against, itemOf } from './cells';
import { cellsOf, readKey } from './parts';

const part = (code: string, more: Partial<Part> = {}): Part => ({
  dimension: 'livestock',
  dimension_name: { vi: 'Đàn vật nuôi', en: 'Livestock' },
  code,
  name: { vi: code, en: code },
  standing: 'listed',
  standing_name: { vi: 'trong danh mục', en: 'in the code list' },
  adds: 'whole',
  id: null,
  value: null,
  note: null,
  previous: null,
  ...more,
});
const herd = {
  indicator: { code: 'lao_cai.A.11.1', name: { vi: 'Tổng đàn', en: 'Herd' } },
  id: 7,
  value: 10,
  value_text: null,
  note: null,
  previous: 9,
  numeric: true,
  checks: [{ rule: 'jump', kind: 'jump', severity: 'warning', reason: { vi: '', en: '' }, factor: 10 }],
  parts: [part('buffalo', { id: 8, value: 2 }), part('pigs')],
} as unknown as Cell;
const form = { cells: [herd] } as unknown as Form;
const address = { set: 'lao_cai', office: 'x', period: '2026-07', place: '01301' };

describe('parts of a cell', () => {
  it('stand below their total as cells of their own', () => {
    expect(cellsOf(form).map((cell) => [cell.indicator.code, cell.value])).toEqual([
      ['lao_cai.A.11.1', 10],
      ['lao_cai.A.11.1|livestock=buffalo', 2],
      ['lao_cai.A.11.1|livestock=pigs', null],
    ]);
    expect(cellsOf(form)[1]?.checks).toEqual([]);
  });

  it('are sent with their dimension and the number that was seen', () => {
    const [total, buffalo] = cellsOf(form);
    const typed = { value: '1.234,5', note: '', base: 8 };
    expect(buffalo && itemOf(buffalo, typed, address)).toMatchObject({
      indicator: 'lao_cai.A.11.1',
      dimensions: { livestock: 'buffalo' },
      commune_code: '01301',
      value: 1234.5,
      expected: 8,
    });
    expect(total && itemOf(total, typed, address)).not.toHaveProperty('dimensions');
  });

  it('say so where their code takes no new value, and not elsewhere', () => {
    const mark = { vi: 'mã chưa đăng ký', en: 'code not registered' };
    const parts = [part('c-12'), part('quails', { standing: 'unregistered', standing_name: mark })];
    const [total, own, old] = cellsOf({ cells: [{ ...herd, parts }] } as unknown as Form);
    expect([total?.mark ?? null, own?.mark, old?.mark]).toEqual([null, null, mark]);
    expect(readKey(own?.indicator.code ?? '').dimensions).toEqual({ livestock: 'c-12' });
  });

  it('clash where somebody else changed the same part', () => {
    const key = 'lao_cai.A.11.1|livestock=buffalo';
    const { clashes } = against(form, { [key]: { value: '3', note: '', base: 5 } });
    expect(clashes[key]?.theirs.value).toBe(2);
    expect(against(form, { [key]: { value: '3', note: '', base: 8 } }).clashes).toEqual({});
  });

  it('have a key that leads back to them', () => {
    expect(readKey('lao_cai.A.1')).toEqual({ indicator: 'lao_cai.A.1' });
    expect(readKey('lao_cai.A.1|annual_crop=rice')).toEqual({
      indicator: 'lao_cai.A.1',
      dimensions: { annual_crop: 'rice' },
    });
  });
});
