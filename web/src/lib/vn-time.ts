/** Moments as people in Viet Nam read them, whatever the time zone of the screen. */
import type { Language } from '../i18n/language.svelte';

const ZONE = 'Asia/Ho_Chi_Minh';
const OFFSET_MS = 7 * 3600_000;

function parts(ms: number, options: Intl.DateTimeFormatOptions): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hourCycle: 'h23', ...options });
  return Object.fromEntries(format.formatToParts(ms).map((part) => [part.type, part.value]));
}

export function clockTime(ms: number, seconds = false): string {
  const p = parts(ms, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return seconds ? `${p['hour']}:${p['minute']}:${p['second']}` : `${p['hour']}:${p['minute']}`;
}

export function shortDate(ms: number): string {
  const p = parts(ms, { day: 'numeric', month: 'numeric' });
  return `${p['day']}/${p['month']}`;
}

export function fullDate(ms: number, language: Language): string {
  const weekday = new Intl.DateTimeFormat(language, { timeZone: ZONE, weekday: 'long' }).format(ms);
  const p = parts(ms, { day: '2-digit', month: '2-digit', year: 'numeric' });
  return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}, ${p['day']}/${p['month']}/${p['year']}`;
}

/** "14:05" today, "14:05 21/7" on another day than `now`. */
export function moment(ms: number, now: number): string {
  return shortDate(ms) === shortDate(now) ? clockTime(ms) : `${clockTime(ms)} ${shortDate(ms)}`;
}

/** Start of the day in Viet Nam that holds the moment. */
export function dayStart(ms: number): number {
  return Math.floor((ms + OFFSET_MS) / 86_400_000) * 86_400_000 - OFFSET_MS;
}

/** Hour of the day in Viet Nam, 0 to 23. */
export function hourOf(ms: number): number {
  return Math.floor((ms - dayStart(ms)) / 3600_000);
}

/** A moment as a `datetime-local` field holds it, in Viet Nam's time. */
export function toField(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 16);
}

/** What such a field holds, as RFC 3339. */
export function fromField(text: string): string {
  return `${text}:00+07:00`;
}
