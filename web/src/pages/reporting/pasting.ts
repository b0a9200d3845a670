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
