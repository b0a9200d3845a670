import type { Danger } from '../api/types';
import { degreeRank } from './by-commune';

interface DegreeWords {
  hazards: Record<string, string>;
  levels: Record<number, string>;
}

/** Hazards of one degree are said together: "Sạt lở, lũ quét: Cao". None for a bulletin that states a risk level. Pure. */
export function degrees(
  official: Pick<NonNullable<Danger['official']>, 'landslide' | 'flash_flood'>,
  words: DegreeWords,
): string[] {
  const named = (['landslide', 'flash_flood'] as const)
    .map((hazard) => [words.hazards[hazard] ?? hazard, official[hazard]] as const)
    .filter((entry): entry is readonly [string, string] => entry[1] !== null);
  return [...new Set(named.map(([, degree]) => degree))].map((degree) => {
    const names = named.filter((entry) => entry[1] === degree).map(([name]) => name);
    const said = names.map((name, place) => (place === 0 ? name : name.toLowerCase())).join(', ');
    return `${said}: ${words.levels[degreeRank(degree)] ?? degree}`;
  });
}
