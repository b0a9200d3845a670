/** What the page asks for, the same on the screen and in a file. Pure. */
import { withQuery } from '../../api/client';
import type { components } from '../../api/schema';

export type Shared = components['schemas']['SharedValuesOut'];
export type Value = components['schemas']['SharedValueOut'];
export const VALUES = '/api/indicators/sharing/values';
export const PAGE = 100;

/** A page of a set's values in a period, by the number of their last change: those after `after`. */
export interface Question {
  set: string;
  period: string;
  after: number;
  space: string | null;
}

export const queryOf = (question: Question) => ({ ...question, limit: PAGE });

export function fileOf(question: Question, format: string): string {
  return withQuery(VALUES, { ...queryOf(question), format });
}

/** The page that follows; null where this one is the last. */
export function following(question: Question, shown: Pick<Shared, 'last_seq' | 'more'>): Question | null {
  return shown.more ? { ...question, after: shown.last_seq } : null;
}

/** A number with its unit, else what was written, else why there is nothing; never a zero for what is missing. */
export function valueText(
  value: Pick<Value, 'value' | 'value_text' | 'unit' | 'note'>,
  say: {
    number: (value: number, decimals: number) => string;
    unit: (unit: string | null) => string;
    none: string;
  },
): string {
  if (value.value !== null)
    return `${say.number(value.value, Number.isInteger(value.value) ? 0 : 2)} ${say.unit(value.unit)}`.trim();
  return value.value_text ?? value.note ?? say.none;
}
