/** One property of a feature as people read it: with its unit, in their words, never a developer's code. */
import type { Cell, Layer, LayerField } from '../api/types';
import { speech } from '../i18n/language.svelte';
import { moment } from '../lib/vn-time';
import { gazetteer } from '../state/gazetteer.svelte';

export function fieldText(layer: Layer, field: LayerField, cell: Cell, now: number): string {
  if (cell === null || cell === '') return field.kind === 'number' ? speech.words.noData : '';
  if (field.kind === 'time') return moment(Date.parse(String(cell)), now);
  if (field.kind === 'commune') return gazetteer.name(String(cell)) ?? String(cell);
  if (field.kind === 'number' && typeof cell === 'number') {
    const text = speech.number(cell, Number.isInteger(cell) ? 0 : 1);
    return field.unit ? `${text} ${speech.unit(field.unit)}` : text;
  }
  return inWords(layer, field, String(cell));
}

function inWords(layer: Layer, field: LayerField, codes: string): string {
  if (field.name === layer.style.by) {
    const item = layer.legend.items.find((entry) => String(entry.value) === codes);
    if (item) return speech.say(item.label);
  }
  const words = field.words;
  if (!words) return codes;
  const one = (code: string) => {
    const said = words[code];
    return said ? speech.say(said) : code;
  };
  return codes.split(/,\s*/).map(one).join(', ');
}
