import { speech } from '../../i18n/language.svelte';
import type { Dispatch } from './desk.svelte';

/** Vietnamese counts people and things with a word between; English by their name alone. */
const CLASSIFIERS = new Set(['người', 'chiếc', 'cái', 'cơ số', 'đội']);

/** How much of what: "3 chiếc Xuồng máy", "3 motor boats", "200 kg food"; "1 đội" where the unit says it all. */
export function counted(row: Pick<Dispatch, 'amount' | 'unit' | 'kind_label'>): string {
  const label = speech.say(row.kind_label);
  const name = label.charAt(0).toLowerCase() + label.slice(1);
  const unit = speech.unit(row.unit);
  const said =
    speech.language === 'vi'
      ? [unit, name === unit ? '' : label]
      : [CLASSIFIERS.has(row.unit) ? '' : unit, name];
  return [speech.number(row.amount), ...said].filter(Boolean).join(' ');
}
