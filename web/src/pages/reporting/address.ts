import type { components } from '../../api/schema';
import { clockTime } from '../../lib/vn-time';

type Schemas = components['schemas'];
export type Task = Schemas['TaskOut'];
export type TaskPage = Schemas['TasksOut'];
export type Form = Schemas['geoops__indicators__reporting__schemas__FormOut'];
/** A cell of a form, or a part of one: of a part whose code takes no new value `mark` says why. */
export type Cell = Schemas['CellOut'] & { mark?: Schemas['TextOut'] | null };
export type Part = Schemas['CellPartOut'];
export type Finding = Schemas['FindingOut'];
export type Assignment = Schemas['AssignmentOut'];

/** Whose report a form is. `place` is a commune's code, or for a set of the province the province's. */
export interface Address {
  set: string;
  office: string;
  period: string;
  place: string;
}

/** The address as one part of a path: `lao_cai~commune_police~2026-07~01301`. */
export function addressOf(
  one: Pick<Task, 'set' | 'office' | 'period' | 'province_code' | 'commune_code'>,
): string {
  return [one.set, one.office, one.period, one.commune_code ?? one.province_code].join('~');
}

export function readAddress(text: string): Address | null {
  const [set, office, period, place, more] = text.split('~');
  if (!set || !office || !period || !place || more !== undefined) return null;
  return { set, office, period, place };
}

const isCommune = (place: string) => place.length === 5;

/** As the server asks for it, in a question or in a body. */
export function asQuery(address: Address): Record<string, string> {
  const { set, office, period, place } = address;
  return { set, office, period, [isCommune(place) ? 'commune' : 'province']: place };
}

export function asBody(address: Address): Record<string, string> {
  const { set, office, period, place } = address;
  return { set, office, period, [isCommune(place) ? 'commune_code' : 'province_code']: place };
}

const DAY = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
});

/** A deadline with its year: what is owed may be old. */
export function deadline(ms: number): string {
  const [day, month, year] = DAY.format(ms).split('/').map(Number);
  return `${clockTime(ms)} ${day}/${month}/${year}`;
}
