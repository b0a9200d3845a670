import { withQuery, type Query } from '../api/client';
import type { Commune, Province } from '../api/types';

export const FORMATS = ['pdf', 'docx', 'html'] as const;
export type Format = (typeof FORMATS)[number];
export const HOURS = [6, 12, 24, 72] as const;

/** Where a report can be of: everything that the person answers for, a province of it, or one commune. */
export interface Area {
  value: string;
  name: string | null;
  query: Query;
}

/**
 * What may be chosen: the whole scope first (without a name), then the commune that is open on the map where it lies
 * within, then each province of a scope that has several or is the nation.
 */
export function areasOf(
  scope: string,
  provinces: readonly Pick<Province, 'code' | 'full_name_vi'>[],
  open: Pick<Commune, 'code' | 'full_name_vi' | 'province_code'> | null,
): [Area, ...Area[]] {
  const parts = scope.split(',').map((part) => part.trim());
  const holds = (code: string) => scope === 'vn' || parts.includes(code);
  const found: [Area, ...Area[]] = [{ value: '', name: null, query: {} }];
  if (open && (holds(open.code) || holds(open.province_code)))
    found.push({ value: open.code, name: open.full_name_vi, query: { commune: open.code } });
  const mine = provinces.filter((province) => holds(province.code));
  if (mine.length > 1)
    found.push(
      ...mine.map(({ code, full_name_vi: name }) => ({ value: code, name, query: { province: code } })),
    );
  return found;
}

/** The address of a report of the moment and space that the screen shows. */
export function addressOf(
  area: Area,
  format: Format,
  hours: number,
  language: string,
  moment: Query,
): string {
  return withQuery('/api/reports/situation', { ...moment, ...area.query, format, hours, lang: language });
}
