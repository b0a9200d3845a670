/** What several small maps are called and how they stand; the page and the picture of it say the same. Pure. */
import type { Multiples, Panel, Said } from './types';

/** The key of the only map, or of the first of two, and that of the second. */
export const SINGLE = 'single';
export const OTHER = 'other';

export const keyOf = (panel: Panel): string => `${panel.variable.key}|${panel.variable.period ?? ''}`;

/** True where the maps are of one indicator and differ in their periods. */
export function byPeriod(all: Multiples): boolean {
  return new Set(all.panels.map((panel) => panel.variable.key)).size === 1;
}

export function titleOf(all: Multiples, panel: Panel): Said {
  return (byPeriod(all) ? panel.variable.period_label : null) ?? panel.variable.name;
}

/** A map of the page as its picture has it; over it, from that share of the width on, the one that was dragged there. */
export interface Shown {
  key: string;
  title: string | null;
  line: string | null;
  over?: { shown: Shown; from: number };
}

/** Two maps as they are on the screen: one beside the other, or one over it from the edge on (percent of the width). */
export function pairShown(first: Shown, second: Shown, swipe: number | null): Shown[] {
  return swipe === null ? [first, second] : [{ ...first, over: { shown: second, from: swipe / 100 } }];
}

/** The keys of all maps that are shown. */
export const keysOf = (shown: readonly Shown[]): string[] =>
  shown.flatMap((one) => [one.key, ...(one.over ? keysOf([one.over.shown]) : [])]);

export const columnsOf = (all: Multiples): number => (all.panels.length <= 4 ? 2 : 3);
