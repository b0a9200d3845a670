import type { Warning } from '../api/types';

/** A commune under warning: the worst of its warnings, and all that it is warned of. */
export interface WarnedCommune {
  code: string;
  name: string;
  province: string;
  population: number | null;
  level: number;
  /** Each hazard with the worst degree, as issued. */
  hazards: Record<string, string>;
  since: number;
  until: number;
  rainMm: number | null;
}

interface Place {
  name: string;
  province: string;
  population: number | null;
}

const DEGREES = ['Thấp', 'Trung bình', 'Cao', 'Rất cao'];

/** 0 to 3 for the words of the met service; -1 for a word that it has not used so far. */
export function degreeRank(word: string): number {
  return DEGREES.indexOf(word.normalize('NFC'));
}

export function shortProvince(name: string): string {
  return name.replace(/^(Tỉnh|Thành phố|TP\.?)\s+/u, '');
}

/** Communes by level, then by how long they have been under it. A warned old commune counts in every present one. Pure. */
export function byCommune(warnings: Warning[], placeOf: (code: string) => Place | null): WarnedCommune[] {
  const found = new Map<string, WarnedCommune>();
  for (const warning of warnings) {
    for (const area of warning.communes) {
      if (area.code === null) continue;
      const place = placeOf(area.code);
      const fresh: WarnedCommune = {
        code: area.code,
        name: place?.name ?? area.name,
        province: shortProvince(place?.province ?? area.province),
        population: place?.population ?? null,
        level: warning.level,
        hazards: given(warning.hazards),
        since: Date.parse(warning.valid_from),
        until: Date.parse(warning.valid_to),
        rainMm: warning.rain_mm,
      };
      const known = found.get(area.code);
      found.set(area.code, known ? worse(known, fresh) : fresh);
    }
  }
  return [...found.values()].sort(
    (a, b) => b.level - a.level || a.since - b.since || a.name.localeCompare(b.name, 'vi'),
  );
}

function given(hazards: Warning['hazards']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(hazards).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

function worse(a: WarnedCommune, b: WarnedCommune): WarnedCommune {
  const hazards = { ...a.hazards };
  for (const [hazard, degree] of Object.entries(b.hazards)) {
    const known = hazards[hazard];
    if (known === undefined || degreeRank(degree) > degreeRank(known)) hazards[hazard] = degree;
  }
  const rains = [a.rainMm, b.rainMm].filter((mm): mm is number => mm !== null);
  return {
    ...a,
    hazards,
    level: Math.max(a.level, b.level),
    since: Math.min(a.since, b.since),
    until: Math.max(a.until, b.until),
    rainMm: rains.length > 0 ? Math.max(...rains) : null,
  };
}
