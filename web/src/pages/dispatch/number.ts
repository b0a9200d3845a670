/**
 * A number as people type it: points part thousands and the comma is the decimal one (`1.234,5`); null for anything
 * else. A point before three digits never is a decimal one: “1.500” litres are not one and a half.
 */
export function typed(text: string): number | null {
  const plain = text.trim().replace(/\s/g, '');
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain)) return Number(plain.replaceAll('.', '').replace(',', '.'));
  if (!/^\d+([.,]\d+)?$/.test(plain)) return null;
  const number = Number(plain.replace(',', '.'));
  return Number.isFinite(number) ? number : null;
}

/** A number as a field shows it, to be typed over. */
export function toTyped(value: number): string {
  return String(value).replace('.', ',');
}
