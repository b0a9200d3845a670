import { speech } from '../../i18n/language.svelte';
import type { Dispatch } from './desk.svelte';

/** Vietnamese counts people and things with a word between; English by their name alone. */
const CLASSIFIERS = new Set(['người', 'chiếc', 'cái', 'cơ số']);

/** How much of what: "3 chiếc Xuồng máy", "3 motor boats", "200 kg food". */
export function counted(row: Pick<Dispatch, 'amount' | 'unit' | 'kind_label'>): string {
  const number = speech.number(row.amount);
  const label = speech.say(row.kind_label);
  if (speech.language === 'vi') return `${number} ${speech.unit(row.unit)} ${label}`;
  const name = label.charAt(0).toLowerCase() + label.slice(1);
  return CLASSIFIERS.has(row.unit) ? `${number} ${name}` : `${number} ${speech.unit(row.unit)} ${name}`;
}
