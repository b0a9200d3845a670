/** The time bar's arithmetic: moments to shares of its width and back, and the hours worth writing. Pure. */
import type { RainHour } from '../api/types';
import { dayStart } from '../lib/vn-time';

export interface Span {
  from: number;
  to: number;
}

export const MINUTE = 60_000;
const HOUR = 3600_000;
const DAY = 24 * HOUR;
const LIVE_SPAN = 72 * HOUR;

/** What the bar covers: the event of a replay or drill, else the last three days; and on to where a forecast ends. */
export function spanOf(
  space: { starts_at: string | null; ends_at: string | null } | null,
  now: number,
  horizon: number | null = null,
): Span {
  const from = space?.starts_at ? Date.parse(space.starts_at) : now - LIVE_SPAN;
  const to = Math.max(space?.ends_at ? Date.parse(space.ends_at) : now, now, horizon ?? now);
  return to - from < HOUR ? { from: to - HOUR, to } : { from, to };
}

/** How far a forecast reaches that is on the map or could be; null where none reaches beyond now. */
export function horizonOf(
  layers: readonly { is_forecast: boolean; forecast: { ends_at: string } | null }[],
  now: number,
): number | null {
  const ends = layers.flatMap((layer) =>
    layer.is_forecast && layer.forecast ? [Date.parse(layer.forecast.ends_at)] : [],
  );
  const last = Math.max(...ends, -Infinity);
  return last > now + MINUTE ? last : null;
}

/** The moment that may be looked at: not before the bar begins, and ahead no further than a forecast reaches. */
export function within(ms: number, span: Span, now: number, horizon: number | null): number {
  return Math.max(span.from, Math.min(ms, horizon ?? now));
}

/** The next moment of playing. What was stops at the present: nobody slips from what was observed into a forecast. */
export function onward(
  shown: number,
  by: number,
  now: number,
  horizon: number | null,
): { at: number; stops: boolean } {
  const end = shown < now || horizon === null ? now : horizon;
  return { at: Math.min(shown + by, end), stops: shown + by >= end };
}

/** Where the screen stands: a whole minute, or null for the present that it then follows. */
export function stand(ms: number, now: number): number | null {
  const minute = Math.floor(ms / MINUTE) * MINUTE;
  return Math.abs(minute - now) <= MINUTE / 2 || Math.abs(ms - now) <= MINUTE / 2 ? null : minute;
}

/** 0 at the left end, 1 at the right, never beyond. */
export function share(span: Span, ms: number): number {
  return Math.min(1, Math.max(0, (ms - span.from) / (span.to - span.from)));
}

export function momentAt(span: Span, part: number): number {
  return span.from + Math.min(1, Math.max(0, part)) * (span.to - span.from);
}

export interface Tick {
  at: number;
  day: boolean;
}

/** Ticks on round hours of Viet Nam, at most about `most`; midnights carry the date. */
export function ticks(span: Span, most: number): Tick[] {
  const hours = (span.to - span.from) / HOUR;
  const step = ([1, 2, 3, 6, 12, 24, 48, 168].find((n) => hours / n <= most) ?? 168) * HOUR;
  const result: Tick[] = [];
  for (let at = dayStart(span.from); at <= span.to; at += step) {
    // The last few pixels have no room for words.
    if (at >= span.from && share(span, at) < 0.965) result.push({ at, day: (at - dayStart(at)) % DAY === 0 });
  }
  return result;
}

/** How far one second of playing goes, so that any span can be watched in about a minute. */
export function playStep(span: Span, speed: number): number {
  const minute = (span.to - span.from) / 60;
  const round = [5, 10, 15, 30, 60, 120, 360, 720].map((m) => m * 60_000).find((ms) => ms >= minute) ?? DAY;
  return round * speed;
}

export type Hour = Pick<RainHour, 'starts_at' | 'mean_mm'>;

/** Millimetres in an hour at the top of the bar: one scale for what was measured and what is forecast. */
export function highest(...hours: Hour[]): number {
  return Math.max(0.5, ...hours.map((hour) => hour.mean_mm ?? 0));
}

/** The hour that a moment lies in; undefined where nothing is told of it. */
export function hourAt<T extends Hour>(hours: T[], ms: number): T | undefined {
  return hours.find((hour) => Date.parse(hour.starts_at) <= ms && ms < Date.parse(hour.starts_at) + HOUR);
}

/** The silhouette as an SVG path in a box of 1 by 1; gaps where nothing is known. */
export function silhouette(span: Span, hours: Hour[], top: number): string {
  return hours
    .filter((hour) => hour.mean_mm !== null)
    .map((hour) => {
      const left = share(span, Date.parse(hour.starts_at));
      const right = share(span, Date.parse(hour.starts_at) + HOUR);
      if (right <= left) return '';
      const height = Math.max(0, (hour.mean_mm ?? 0) / top);
      return `M${left.toFixed(4)} 1V${(1 - height).toFixed(3)}H${right.toFixed(4)}V1Z`;
    })
    .join('');
}

export interface Mark {
  at: number;
  kind: 'incident' | 'warning';
  weight: number;
}

/** Marks that would fall on one another become one, as heavy as the heaviest. */
export function thin(marks: Mark[], span: Span, slots: number): Mark[] {
  const kept = new Map<string, Mark>();
  for (const mark of marks) {
    if (mark.at < span.from || mark.at > span.to) continue;
    const key = `${mark.kind}:${Math.round(share(span, mark.at) * slots)}`;
    const known = kept.get(key);
    if (!known || mark.weight > known.weight) kept.set(key, mark);
  }
  return [...kept.values()];
}
