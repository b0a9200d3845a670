/** How long ago, in the fewest words that still let a person decide. */
export interface AgeWords {
  justNow: string;
  minutes: (n: number) => string;
  hours: (h: number, m: number) => string;
  days: (d: number, h: number) => string;
}

export function ageInWords(ms: number, words: AgeWords): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes < 1) return words.justNow;
  if (minutes < 60) return words.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return words.hours(hours, hours < 6 ? minutes % 60 : 0);
  return words.days(Math.floor(hours / 24), hours % 24);
}

/** 1 while the data is in its rhythm, falling to 0.35 when it is four times as old as it should be. */
export function freshness(ageMs: number | null, freshForMs: number | null): number {
  if (ageMs === null || freshForMs === null || ageMs <= freshForMs) return 1;
  const late = (ageMs / freshForMs - 1) / 3;
  return Math.max(0.35, 1 - 0.65 * late);
}
