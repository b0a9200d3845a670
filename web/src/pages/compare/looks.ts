/** From a comparison to what each commune looks like. Pure. */
import type { Comparison, Gap, Look, Multiples, Panel, Show } from './types';

export const NO_DATA: Look = { colour: '#ffffff', pattern: 1 };
export const NOT_COMPARABLE: Look = { colour: '#e3e3e3', pattern: 2 };

/** Hot and cold in ColorBrewer's BrBG: the red and blue that such maps often have belong to danger here. */
export const SPOT_COLOURS: Record<string, string> = {
  high_high: '#a6611a',
  low_low: '#018571',
  high_low: '#dfc27d',
  low_high: '#80cdc1',
  not_significant: '#f5f5f5',
  island: '#d9d9d9',
};

export function gapLook(gap: Gap | undefined): Look {
  return gap?.kind === 'not_comparable' ? NOT_COMPARABLE : NO_DATA;
}

/** Two gaps of one commune: what cannot be compared says more than what is not there. */
function worse(first: Gap | undefined, second: Gap | undefined): Look {
  return first?.kind === 'not_comparable' || second?.kind === 'not_comparable' ? NOT_COMPARABLE : NO_DATA;
}

export function looks(answer: Comparison, show: Show): Map<string, Look> {
  const found = new Map<string, Look>();
  answer.ids.forEach((code, place) => {
    found.set(code, look(answer, show, code, place));
  });
  return found;
}

function look(answer: Comparison, show: Show, code: string, place: number): Look {
  if (show === 'both' && answer.both) {
    const number = answer.both.numbers[place] ?? -1;
    const colour = answer.both.colours[Math.floor(number / 3)]?.[number % 3];
    return number >= 0 && colour
      ? { colour, pattern: 0 }
      : worse(answer.gaps[code], answer.second_gaps[code]);
  }
  if (show === 'spots' && answer.hot_spots) {
    const kind = answer.hot_spots.kinds[place];
    return kind ? { colour: SPOT_COLOURS[kind] ?? '#f7f7f7', pattern: 0 } : gapLook(answer.gaps[code]);
  }
  const colour = answer.classes.colours[answer.numbers[place] ?? -1];
  return colour ? { colour, pattern: 0 } : gapLook(answer.gaps[code]);
}

/** One of several maps in common classes. */
export function panelLooks(all: Multiples, panel: Panel): Map<string, Look> {
  return new Map(
    all.ids.map((code, place) => {
      const colour = all.classes.colours[panel.numbers[place] ?? -1];
      return [code, colour ? { colour, pattern: 0 } : gapLook(panel.gaps[code])];
    }),
  );
}

/** A comparison with the classes that several maps have in common: their legend is one for all. */
export function withCommon(answer: Comparison, all: Multiples): Comparison {
  const gaps = Object.assign({}, ...all.panels.map((panel) => panel.gaps)) as Comparison['gaps'];
  return { ...answer, classes: all.classes, summary: all.summary, histogram: all.histogram, gaps };
}

/** Labels of the classes: from the least value to the greatest, bounds belonging to the class below. */
export function classLabels(answer: Comparison, say: (value: number) => string): string[] {
  const { breaks } = answer.classes;
  const least = answer.summary?.least;
  const most = answer.summary?.most;
  return answer.classes.counts.map((_, place) => {
    const low = place === 0 ? least : breaks[place - 1];
    const high = breaks[place] ?? most;
    if (low === undefined || high === undefined) return '';
    if (place > 0 && place === breaks.length && high <= low) return `> ${say(low)}`;
    if (place === 0 && high < low) return `≤ ${say(high)}`;
    return place === 0 ? `${say(low)} – ${say(high)}` : `> ${say(low)} – ${say(high)}`;
  });
}

/** As many decimals as tell the values apart: none for large ones, more for shares. */
export function decimalsFor(answer: Comparison | null): number {
  const most = Math.max(Math.abs(answer?.summary?.most ?? 0), Math.abs(answer?.summary?.least ?? 0));
  if (most >= 1000) return 0;
  return most >= 10 ? 1 : most >= 1 ? 2 : 4;
}

/** How often each of them occurs. */
export function counted(things: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const one of things) found.set(one, (found.get(one) ?? 0) + 1);
  return found;
}
