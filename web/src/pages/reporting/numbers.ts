/** Numbers as people in Viet Nam type and paste them. */

export type Typed =
  | { kind: 'empty' }
  | { kind: 'number'; value: number }
  | { kind: 'wrong'; why: 'not_a_number' | 'two_readings' };

/**
 * What was typed: `1.234,5` and `1 234,5` have a comma before the decimals, `1234.5` has a point. `1.234` may be one
 * thousand two hundred and thirty-four or a little over one, so it is not guessed.
 */
export function typed(text: string): Typed {
  const plain = text.normalize('NFKC').trim().replace(/\s/g, '').replace(/^[−–]/, '-');
  if (plain === '') return { kind: 'empty' };
  if (/^-?\d{1,3}\.\d{3}$/.test(plain) && !/^-?0\./.test(plain))
    return { kind: 'wrong', why: 'two_readings' };
  const pattern = plain.includes(',')
    ? /^-?(\d+|\d{1,3}(\.\d{3})+),\d+$/
    : /^-?(\d+|\d{1,3}(\.\d{3}){2,}|\d+\.\d+)$/;
  if (!pattern.test(plain)) return { kind: 'wrong', why: 'not_a_number' };
  const grouped = plain.includes(',') || /\.\d{3}\./.test(plain);
  const value = Number(grouped ? plain.replaceAll('.', '').replace(',', '.') : plain);
  return Number.isFinite(value) ? { kind: 'number', value } : { kind: 'wrong', why: 'not_a_number' };
}

/** A number as it is typed here: a comma, no marks between thousands, every digit that it has. */
export function written(value: number | null | undefined): string {
  if (value === null || value === undefined) return '';
  const plain = String(value);
  if (!plain.includes('e')) return plain.replace('.', ',');
  return value.toLocaleString('vi', { maximumFractionDigits: 20, useGrouping: false });
}

/** The most characters that a paste may have: a form has some hundred cells. */
export const MOST_PASTED = 200_000;

/** The cells of a paste from a spreadsheet: rows by line, cells by tab; quoted cells may hold line breaks. */
export function pasted(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  for (let place = 0; place < plain.length; place += 1) {
    const sign = plain.charAt(place);
    if (quoted && sign === '"') {
      if (plain.charAt(place + 1) === '"') {
        cell += '"';
        place += 1;
      } else quoted = false;
    } else if (quoted) cell += sign;
    else if (sign === '"' && cell === '') quoted = true;
    else if (sign === '\t' || sign === '\n') {
      rows.at(-1)?.push(cell.trim());
      cell = '';
      if (sign === '\n') rows.push([]);
    } else cell += sign;
  }
  rows.at(-1)?.push(cell.trim());
  return rows;
}
