/**
 * Numbers as people write them into fields. Why so: `docs/decisions/0055-numbers.md`. The server does the same
 * (`geoops/kit/numbers.py`); `tests/kit/numbers.json` holds both to one table.
 */
import type { Said } from '../i18n/language.svelte';

export const NO_NUMBER: Said = {
  vi: 'không phải là số; viết ví dụ 1234,5',
  en: 'no number; write for example 1234,5',
};
export const TOO_LONG: Said = {
  vi: 'số quá dài: nhiều nhất 15 chữ số trước và 20 chữ số sau dấu phẩy',
  en: 'the number is too long: at most 15 digits before and 20 after the decimal mark',
};
export const A_DATE: Said = {
  vi: 'ô là ngày tháng, không phải số (bảng tính tự đổi?); hãy gõ lại số',
  en: 'the cell is a date, not a number (changed by the spreadsheet?); type the number again',
};
export const twoReadings = (large: string, small: string): Said => ({
  vi: `đọc được hai cách: viết ${large} nếu là số lớn, viết ${small} nếu là số lẻ thập phân`,
  en: `can be read in two ways: write ${large} for the large number, ${small} for the one with decimals`,
});

/** What stands in a field: nothing, a number, or why it is none and how to write it. */
export type Typed = { kind: 'empty' } | { kind: 'number'; value: number } | { kind: 'wrong'; text: Said };

const grouped = (group: string) => `[0-9]+|(?!0{1,3}[., ])[0-9]{1,3}(?:[${group} ][0-9]{3})+`;
const CONVENTIONS = [
  new RegExp(`^(${grouped('.')})(?:,([0-9]+))?$`),
  new RegExp(`^(${grouped(',')})(?:[.]([0-9]+))?$`),
];
const DATE = /^([0-9]{1,2}[/-][0-9]{1,2}([/-][0-9]{2,4})?|[0-9]{4}[/-][0-9]{1,2}[/-][0-9]{1,2}( .*)?)$/;
const MOST_WHOLE = 15;
const MOST_DECIMALS = 20;

const wrong = (text: Said): Typed => ({ kind: 'wrong', text });

/**
 * The number that a text means: `1.234,5`, `1 234,5`, `12,5`, `12.5`, `1234.5`. It is read as Viet Nam writes numbers
 * and as English does; what both cannot read alike (`1.234`, `1,234`) is not guessed but said with both ways to write
 * it. A reading beyond `most` (a longitude of 104.123 is no hundred thousand) does not count where the other is within;
 * nor, of what is counted in `whole` things, one with decimals beside a whole one (`1.234` people).
 */
export function readNumber(text: string, most = Infinity, whole = false): Typed {
  const plain = text.normalize('NFKC').replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  if (plain === '') return { kind: 'empty' };
  if (DATE.test(plain)) return wrong(A_DATE);
  const sign = /^[-−–]/.test(plain) ? '-' : '';
  const bare = sign ? plain.slice(1).replace(/^ /, '') : plain;
  let found = new Map<number, string>();
  for (const convention of CONVENTIONS) {
    const match = convention.exec(bare);
    if (!match) continue;
    const digits = (match[1] ?? '').replace(/[^0-9]/g, '');
    const decimals = match[2] ?? '';
    if (digits.length > MOST_WHOLE || decimals.length > MOST_DECIMALS) return wrong(TOO_LONG);
    const value = Number(`${sign}${digits}.${decimals || '0'}`);
    if (!found.has(value)) found.set(value, `${sign}${digits},${decimals}`);
  }
  const within = new Map([...found].filter(([value]) => Math.abs(value) <= most));
  if (found.size > 1 && within.size > 0) found = within;
  const counts = new Map([...found].filter(([value]) => Number.isInteger(value)));
  if (whole && counts.size > 0) found = counts;
  const readings = [...found].sort(([a], [b]) => Math.abs(b) - Math.abs(a));
  const [first, second] = readings;
  if (!first) return wrong(NO_NUMBER);
  if (second) return wrong(twoReadings(first[1].replace(/,$/, ''), `${second[1]}0`));
  return { kind: 'number', value: first[0] };
}

/** What was typed into a field of a form whose wrong fields cannot be sent; null for nothing. */
export function numberOf(text: string, most = Infinity, whole = false): number | null {
  const read = readNumber(text, most, whole);
  if (read.kind === 'wrong') throw new RangeError(read.text.en); // never sent as something else
  return read.kind === 'number' ? read.value : null;
}

/** The same of a field that counts whole things. */
export const wholeOf = (text: string) => numberOf(text, Infinity, true);

/** A number as a field shows it, to be typed over: every digit that it has, and never in a way that has two readings. */
export function written(value: number | null | undefined): string {
  if (value === null || value === undefined) return '';
  const shown = String(value).includes('e')
    ? value.toLocaleString('vi', { maximumFractionDigits: 20, useGrouping: false })
    : String(value).replace('.', ',');
  return readNumber(shown).kind === 'wrong' && /^-?\d{1,3},\d{3}$/.test(shown) ? `${shown}0` : shown;
}
