/** One property of a feature as people read it: with its unit, in their words, never a developer's code. */
import type { Cell, Layer, LayerField } from '../api/types';
import { speech } from '../i18n/language.svelte';
import { moment } from '../lib/vn-time';
import { news } from '../state/news.svelte';

export function fieldText(layer: Layer, field: LayerField, cell: Cell, now: number): string {
  if (cell === null || cell === '') return field.kind === 'number' ? speech.words.noData : '';
  if (field.kind === 'time') return moment(Date.parse(String(cell)), now);
  if (field.kind === 'number' && typeof cell === 'number') {
    const text = speech.number(cell, Number.isInteger(cell) ? 0 : 1);
    return field.unit ? `${text} ${speech.words.units[field.unit] ?? field.unit}` : text;
  }
  return inWords(layer, field, String(cell));
}

function inWords(layer: Layer, field: LayerField, code: string): string {
  if (field.name === layer.style.by) {
    const item = layer.legend?.items.find((entry) => String(entry.value) === code);
    if (item) return speech.say(item.label);
  }
  const said = field.words?.[code];
  if (said) return speech.say(said);
  const kind = field.name === 'kind' ? news.kinds.find((entry) => entry.kind === code) : undefined;
  return kind ? speech.say(kind.label) : code;
}
