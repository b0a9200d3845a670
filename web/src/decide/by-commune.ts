import type { Warning } from '../api/types';

/** A commune under warning: the worst of its warnings, and all that it is warned of. */
export interface WarnedCommune {
  code: string;
  name: string;
  province: string;
  provinceCode: string;
  population: number | null;
  level: number;
  hazards: Record<string, string>;
  since: number;
  until: number | null;
  rainMm: number | null;
  source: string;
}

/** Communes by level, then by how long they have been under it. Pure. */
export function byCommune(
  warnings: Warning[],
  place: (
    code: string,
  ) => { name: string; province: string; provinceCode: string; population: number | null } | null,
): WarnedCommune[] {
  const found = new Map<string, WarnedCommune>();
  for (const [code, warning] of warnings.flatMap((w) => codesOf(w).map((c) => [c, w] as const))) {
    const named = place(code);
    const known = found.get(code);
    const hazards = Object.entries(warning.hazards).filter((entry): entry is [string, string] => !!entry[1]);
    const since = Date.parse(warning.valid_from ?? warning.issued_at);
    const until = warning.valid_to ? Date.parse(warning.valid_to) : null;
    found.set(code, {
      code,
      name: named?.name ?? warning.commune_name,
      province: named?.province ?? '',
      provinceCode: named?.provinceCode ?? '',
      population: named?.population ?? null,
      level: Math.max(warning.level, known?.level ?? 0),
      hazards: { ...known?.hazards, ...Object.fromEntries(hazards) },
      since: Math.min(since, known?.since ?? Infinity),
      until: until === null ? (known?.until ?? null) : Math.max(until, known?.until ?? 0),
      rainMm:
        warning.rain_mm === null ? (known?.rainMm ?? null) : Math.max(warning.rain_mm, known?.rainMm ?? 0),
      source: warning.source,
    });
  }
  return [...found.values()].sort(
    (a, b) => b.level - a.level || a.since - b.since || a.name.localeCompare(b.name, 'vi'),
  );
}

/** A warning for an old commune counts in every present one that the old one went to. */
function codesOf(warning: Warning): string[] {
  const codes = warning.communes?.map((area) => area.code) ?? [warning.commune_code];
  return codes.filter((code): code is string => code !== null);
}
