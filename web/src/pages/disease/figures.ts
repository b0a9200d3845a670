import { speech } from '../../i18n/language.svelte';
import type { Disease } from './desk.svelte';
import type { DiseaseWords } from './words';

/** Diseases by their code. */
export function byCode(diseases: readonly Disease[]): ReadonlyMap<string, Disease> {
  return new Map(diseases.map((one) => [one.disease, one]));
}

/** A moment as RFC 3339. */
export function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** A count as people read it. */
export function shown(quantity: number): string {
  return speech.number(quantity);
}

/** A share as per cent; what is there and rounds to nothing is said to be less than a tenth. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return '< 0,1 %';
  return `${value.toLocaleString('vi-VN', { maximumFractionDigits: 1 })} %`;
}

/** What to say beside a rule that was not verified; empty for one that was. */
export function certainty(name: string | null | undefined, words: DiseaseWords): string {
  if (name === 'verified') return '';
  return name === 'local_assumption' ? words.assumption : words.reference;
}
