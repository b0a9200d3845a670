import { describe, expect, test } from 'vitest';
import { vi } from '../src/i18n/vi';
import { ageInWords, freshness } from '../src/lib/age';
import { backoff } from '../src/lib/backoff';
import { clockTime, dayStart, fullDate, hourOf, moment } from '../src/lib/vn-time';
import { momentAt, playStep, share, silhouette, spanOf, thin, ticks } from '../src/time/scale';

const HOUR = 3600_000;
const at = (iso: string) => Date.parse(iso);

describe('moments are read in Viet Nam, wherever the screen stands', () => {
  test('clock, date and day', () => {
    const late = at('2026-07-21T18:30:00Z');
    expect(clockTime(late)).toBe('01:30');
    expect(fullDate(late, 'vi')).toBe('Thứ Tư, 22/07/2026');
    expect(hourOf(late)).toBe(1);
    expect(dayStart(late)).toBe(at('2026-07-21T17:00:00Z'));
  });

  test('another day is named', () => {
    const now = at('2026-07-22T03:00:00Z');
    expect(moment(at('2026-07-22T01:05:00Z'), now)).toBe('08:05');
    expect(moment(at('2026-07-21T01:05:00Z'), now)).toBe('08:05 21/07');
  });
});

describe('ages', () => {
  test.each([
    [20_000, 'vừa xong'],
    [59 * 60_000, '59 phút trước'],
    [3 * HOUR + 36 * 60_000, '3 giờ 36 phút trước'],
    [7 * HOUR + 36 * 60_000, '7 giờ trước'],
    [50 * HOUR, '2 ngày 2 giờ trước'],
    [-5000, 'vừa xong'],
  ])('%i ms', (ms, words) => expect(ageInWords(ms, vi.age)).toBe(words));

  test('data fades only after its rhythm, and never vanishes', () => {
    expect(freshness(HOUR, 2 * HOUR)).toBe(1);
    expect(freshness(5 * HOUR, 2 * HOUR)).toBeCloseTo(0.675);
    expect(freshness(500 * HOUR, 2 * HOUR)).toBe(0.35);
    expect(freshness(null, 2 * HOUR)).toBe(1);
  });
});

describe('the time bar', () => {
  const event = { starts_at: '2026-07-21T08:57:48Z', ends_at: '2026-07-23T14:32:00Z' };
  const span = spanOf(event, at('2026-07-22T00:00:00Z'));

  test('covers the event; live, the last three days', () => {
    expect(span).toEqual({ from: at(event.starts_at), to: at(event.ends_at) });
    const now = at('2026-07-22T00:00:00Z');
    expect(spanOf(null, now)).toEqual({ from: now - 72 * HOUR, to: now });
  });

  test('shares and moments are each other backwards, and stay inside', () => {
    const noon = at('2026-07-22T05:00:00Z');
    expect(momentAt(span, share(span, noon))).toBeCloseTo(noon, -1);
    expect(share(span, 0)).toBe(0);
    expect(momentAt(span, 2)).toBe(span.to);
  });

  test('ticks stand on round hours of Viet Nam and midnights are marked', () => {
    const marks = ticks(span, 12);
    expect(marks.every((tick) => hourOf(tick.at) % 6 === 0)).toBe(true);
    expect(marks.filter((tick) => tick.day)).toHaveLength(2);
    expect(marks.length).toBeLessThanOrEqual(12);
  });

  test('an event can be watched in about a minute', () => {
    const seconds = (span.to - span.from) / playStep(span, 1);
    expect(seconds).toBeGreaterThan(20);
    expect(seconds).toBeLessThanOrEqual(60);
  });

  test('hours without a figure leave a gap in the silhouette', () => {
    const hour = (h: number, mean_mm: number | null) => ({
      starts_at: new Date(span.from + h * HOUR).toISOString(),
      mean_mm,
    });
    const path = silhouette(span, [hour(0, 2), hour(1, null), hour(2, 4)], 4);
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path).toContain('V0.500');
    expect(path).toContain('V0.000');
  });

  test('marks on one another become one, as heavy as the heaviest', () => {
    const mark = (seconds: number, weight: number) => ({
      at: span.from + seconds * 1000,
      kind: 'incident' as const,
      weight,
    });
    const kept = thin([mark(1, 2), mark(2, 5), mark(30 * 3600, 1)], span, 100);
    expect(kept.map((m) => m.weight)).toEqual([5, 1]);
  });
});

test('new tries come ever later, spread, and at most at the ceiling', () => {
  expect(backoff(0, 30_000, () => 1)).toBe(1000);
  expect(backoff(3, 30_000, () => 1)).toBe(8000);
  expect(backoff(3, 30_000, () => 0)).toBe(4000);
  expect(backoff(60, 30_000, () => 1)).toBe(30_000);
});
