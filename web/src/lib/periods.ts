/** Periods to choose from, the newest that is over first, as the server writes them. */
export type Kind = 'day' | 'week' | 'month' | 'quarter' | 'half_year' | 'year';

/** How many of each kind are offered to choose from. */
export const SHOWN: Record<Kind, number> = {
  day: 31,
  week: 12,
  month: 24,
  quarter: 12,
  half_year: 6,
  year: 6,
};

const OFFSET_MS = 7 * 3600_000;
const DAY_MS = 86_400_000;
const MONTHS: Partial<Record<Kind, number>> = { month: 1, quarter: 3, half_year: 6, year: 12 };
const two = (number: number) => String(number).padStart(2, '0');

/** ISO week of a day (days since the epoch), as `2026-W30`. */
function week(day: number): string {
  const monday = day - ((day + 3) % 7);
  const thursday = new Date((monday + 3) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const first = Math.floor(Date.UTC(year, 0, 1) / DAY_MS);
  return `${year}-W${two(Math.floor((monday + 3 - first) / 7) + 1)}`;
}

function written(kind: Kind, year: number, part: number): string {
  if (kind === 'month') return `${year}-${two(part + 1)}`;
  if (kind === 'quarter') return `${year}-Q${part + 1}`;
  if (kind === 'half_year') return `${year}-H${part + 1}`;
  return String(year);
}

export function lastPeriods(kind: Kind, now: number, count: number): string[] {
  const today = Math.floor((now + OFFSET_MS) / DAY_MS);
  const places = [...Array(count).keys()];
  if (kind === 'day')
    return places.map((back) => new Date((today - 1 - back) * DAY_MS).toISOString().slice(0, 10));
  if (kind === 'week') return places.map((back) => week(today - 7 * (back + 1)));
  const length = MONTHS[kind] ?? 1;
  const local = new Date(now + OFFSET_MS);
  const running = Math.floor((local.getUTCFullYear() * 12 + local.getUTCMonth()) / length);
  const inYear = 12 / length;
  return places.map((back) => {
    const period = running - 1 - back;
    return written(kind, Math.floor(period / inYear), period % inYear);
  });
}
