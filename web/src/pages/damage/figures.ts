import { speech } from '../../i18n/language.svelte';
import type { Item, ItemGroup } from './desk.svelte';

/** The items of a form by their code, in its order. */
export function itemsOf(form: readonly ItemGroup[]): ReadonlyMap<string, Item> {
  return new Map(form.flatMap((group) => group.items.map((item) => [item.item, item] as const)));
}

/** A figure as the decisions print it: no decimals where it is whole, at most four where it is not. */
export function shown(quantity: number): string {
  if (Number.isInteger(quantity)) return speech.number(quantity);
  return new Intl.NumberFormat(speech.language, { maximumFractionDigits: 4 }).format(quantity);
}

/** What was typed as a number, with the comma or point of either language; null for nothing, NaN for no number. */
export function typed(text: string): number | null {
  const plain = text.trim().replace(/\s/g, '');
  if (plain === '') return null;
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain)) return Number(plain.replaceAll('.', '').replace(',', '.'));
  return /^\d+([.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : NaN;
}
