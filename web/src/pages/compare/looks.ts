/** From a comparison to what each commune looks like. Pure. */
import { mirrored } from '../../lib/night-colour';
import type { Theme } from './night';
import type { Comparison, Gap, Look, Multiples, Panel, Show } from './types';

/** White with dots, and hatched; by night as dark as the land, so that what is not known does not glare. */
const GAPS: Record<Theme, Record<Gap['kind'], Look>> = {
  day: {
    no_data: { colour: '#ffffff', pattern: 1 },
    not_comparable: { colour: '#e3e3e3', pattern: 2 },
  },
  night: {
    no_data: { colour: '#12181f', pattern: 1 },
    not_comparable: { colour: '#2a333c', pattern: 2 },
  },
};

export const gapOf = (kind: Gap['kind'], theme: Theme): Look => GAPS[theme][kind];

/** Hot and cold in ColorBrewer's BrBG: the red and blue that such maps often have belong to danger here. */
const SPOTS: Record<string, string> = {
  high_high: '#a6611a',
  low_low: '#018571',
  high_low: '#dfc27d',
  low_high: '#80cdc1',
  not_significant: '#f5f5f5',
  island: '#d9d9d9',
};

const BY_NIGHT = mirrored(Object.values(SPOTS));
const NIGHT_SPOTS = Object.fromEntries(
  Object.keys(SPOTS).map((kind, place) => [kind, BY_NIGHT[place] ?? '']),
);

export const spotColours = (theme: Theme): Record<string, string> =>
  theme === 'night' ? NIGHT_SPOTS : SPOTS;

function gapLook(gap: Gap | undefined, theme: Theme): Look {
  return gapOf(gap?.kind === 'not_comparable' ? 'not_comparable' : 'no_data', theme);
}

/** Two gaps of one commune: what cannot be compared says more than what is not there. */
function worse(first: Gap | undefined, second: Gap | undefined): Gap | undefined {
  return first?.kind === 'not_comparable' ? first : (second ?? first);
}

export function looks(answer: Comparison, show: Show, theme: Theme): Map<string, Look> {
  const found = new Map<string, Look>();
  answer.ids.forEach((code, place) => {
    found.set(code, look(answer, show, theme, code, place));
  });
  return found;
}

function look(answer: Comparison, show: Show, theme: Theme, code: string, place: number): Look {
  if (show === 'both' && answer.both) {
    const number = answer.both.numbers[place] ?? -1;
    const colour = answer.both.colours[Math.floor(number / 3)]?.[number % 3];
    return number >= 0 && colour
      ? { colour, pattern: 0 }
      : gapLook(worse(answer.gaps[code], answer.second_gaps[code]), theme);
  }
  if (show === 'spots' && answer.hot_spots) {
    const kind = answer.hot_spots.kinds[place];
    return kind ? { colour: spotColours(theme)[kind] ?? '', pattern: 0 } : gapLook(answer.gaps[code], theme);
  }
  const colour = answer.classes.colours[answer.numbers[place] ?? -1];
  return colour ? { colour, pattern: 0 } : gapLook(answer.gaps[code], theme);
}

/** One of several maps in common classes. */
export function panelLooks(all: Multiples, panel: Panel, theme: Theme): Map<string, Look> {
  return new Map(
    all.ids.map((code, place) => {
      const colour = all.classes.colours[panel.numbers[place] ?? -1];
      return [code, colour ? { colour, pattern: 0 } : gapLook(panel.gaps[code], theme)];
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
