/** What the server answers about readiness, by the names of its own description. */
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
export type ReadinessList = Schemas['ReadinessListOut'];
export type Commune = Schemas['ReadinessOut'];
export type Bar = Schemas['PillarBarOut'];
export type Need = Schemas['NeedOut'];
export type Helps = Schemas['HelpsOut'];
export type Thing = Schemas['ResourceOut'];
export type ShelterPlace = Schemas['ShelterOut'];
export type Seat = Schemas['CommandPostOut'];
export type Kinds = Schemas['ResourceKindsOut'];
export type Norms = Schemas['NormsOut'];
export type Norm = Schemas['NormOut'];
export type Taken = Schemas['FormTakenOut'];

export const PILLARS = ['command', 'forces', 'means', 'logistics'] as const;

/** A ratio as people read it: rounded down, so that 99.6 % never looks like enough. */
export function percent(ratio: number): string {
  return `${String(Math.floor(ratio * 100 + 1e-9))}%`;
}

/** How old the oldest count behind a commune is, in days; null where nothing was counted. */
export function oldestDays(commune: Commune): number | null {
  const ages = PILLARS.flatMap((pillar) => commune[pillar]?.oldest_age_days ?? []);
  return ages.length === 0 ? null : Math.max(...ages);
}

/** A norm that is a part of the whole is stored as a fraction (0.02) and read as a percentage (2 %). */
export const isShare = (norm: Pick<Norm, 'unit'>): boolean => norm.unit === 'phần';

/** A norm as people read it; `say` writes a number with so many decimals, `unit` names a unit. */
export function normText(
  value: number,
  norm: Pick<Norm, 'unit'>,
  say: (value: number, decimals: number) => string,
  unit: (unit: string) => string,
): string {
  const shown = isShare(norm) ? Math.round(value * 1e4) / 100 : value;
  const decimals = Number.isInteger(shown) ? 0 : Number.isInteger(Math.round(shown * 1e4) / 1e3) ? 1 : 2;
  return `${say(shown, decimals)} ${isShare(norm) ? '%' : unit(norm.unit)}`;
}
