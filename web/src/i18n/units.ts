/** Units in words; the table is made from the server's (`python -m scripts.units`). */
import table from './units.json';

const names = new Map<string, { vi: string; en: string }>(Object.entries(table));

/** A unit as the server writes it, in the language of the screen; one that is the same everywhere stays as it is. */
export function unitName(unit: string | null | undefined, language: 'vi' | 'en'): string {
  return unit ? (names.get(unit)?.[language] ?? unit) : '';
}
