/** A rehearsal card as the server keeps it, and its figures as a table. Pure. */
import type { Rule } from '../../api/types';

export interface Figures {
  hits: number;
  misses: number;
  false_alarms: number;
  pod: number | null;
  pod_of_all: number | null;
  far: number | null;
  csi: number | null;
}

export interface Hour {
  at: string;
  said: number;
  warned: number;
  both: number;
  unknown: number;
  counted: boolean;
}

export interface Body {
  verified_commune_hours: number;
  unknown_share: number;
  warnings: {
    levels: Record<
      string,
      {
        windows: Record<string, Figures>;
        communes_warned: number;
        lead: { median_minutes: number | null; events: number; spoken_of: number };
      }
    >;
  };
  incidents: { reported: number };
  said: Record<string, { communes: number }>;
  series: Hour[];
}

export interface Line extends Figures {
  level: number;
  communes: number;
  warned: number;
  lead: number | null;
}

export const bodyOf = (card: Rule['cards'][number]): Body => card.card as unknown as Body;

/** One line a level, at the window that the card is judged by. */
export function lines(body: Body): Line[] {
  return Object.entries(body.warnings.levels).flatMap(([level, found]) => {
    const figures = found.windows['0'];
    if (!figures) return [];
    const communes = body.said[level]?.communes ?? 0;
    return [
      {
        ...figures,
        level: Number(level),
        communes,
        warned: found.communes_warned,
        lead: found.lead.median_minutes,
      },
    ];
  });
}

/** The condition of a threshold in mathematical signs: `≥ 50`, `> 100, ≤ 200`, `∈ {1, 2}`. */
export function condition(bounds: Record<string, unknown>): string {
  const signs: [string, string][] = [
    ['at_least', '≥'],
    ['above', '>'],
    ['at_most', '≤'],
    ['below', '<'],
  ];
  const said = signs
    .filter(([name]) => typeof bounds[name] === 'number')
    .map(([name, sign]) => `${sign} ${String(bounds[name])}`);
  const among = bounds['one_of'];
  if (Array.isArray(among))
    said.push(among.length === 1 ? `= ${String(among[0])}` : `∈ {${among.join(', ')}}`);
  return said.join(', ');
}
