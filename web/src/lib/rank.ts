/** The level that a danger's class speaks of (`o2` issued, `r2` computed, or a number); null for all else. */
import type { Cell, LegendItem } from '../api/types';

export function levelOf(value: Cell): number | null {
  if (typeof value === 'number') return value > 0 ? value : null;
  const found = typeof value === 'string' ? /^[or]([1-5])$/.exec(value) : null;
  return found ? Number(found[1]) : null;
}

/** Width of a danger's outline: what was issued has a firm one, what is only computed a thin one, nothing none. */
export function outlineWidth(item: LegendItem): number {
  const level = levelOf(item.value);
  if (level === null) return 0;
  return item.pattern ? 0.6 : 1 + (level - 1) * 0.6;
}
