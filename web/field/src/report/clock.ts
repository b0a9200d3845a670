/** What time it is at the centre, as well as this phone can tell. Pure. */

/** Further off than this, the person is told that the phone's clock is wrong. */
export const WRONG_MS = 2 * 60_000;

/** A space's clock as the server last told it; `at` is the server's own clock then (ms since 1970). */
export interface SpaceClock {
  name: string;
  kind: 'live' | 'replay' | 'drill';
  title: { vi: string; en: string };
  now: number;
  at: number;
  speed: number;
  running: boolean;
  /** Where it stops; null where it never does, or was not told. */
  ends?: number | null;
}

/** The centre's time: the phone's, put right by what is known of its fault. */
export function centreTime(deviceMs: number, offMs: number | null): number {
  return deviceMs + (offMs !== null && Math.abs(offMs) > WRONG_MS ? offMs : 0);
}

/** What the clock that dated a record shows now: the server marks the record where that is far off its own. */
export const shows = (offMs: number | null | undefined, deviceMs = Date.now()): Record<string, string> =>
  offMs === undefined ? {} : { 'X-Device-Time': new Date(centreTime(deviceMs, offMs)).toISOString() };

/** When something happened that is happening now, by the clock of the space it is reported into. */
export function occurredAt(deviceMs: number, offMs: number | null, space: SpaceClock | null): number {
  const now = centreTime(deviceMs, offMs);
  if (space === null || space.kind === 'live') return now;
  if (!space.running) return space.now;
  return Math.max(space.now, Math.min(space.now + (now - space.at) * space.speed, space.ends ?? Infinity));
}
