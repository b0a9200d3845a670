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
