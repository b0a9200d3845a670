import { describe, expect, it } from 'vitest';
import { highest, horizonOf, hourAt, onward, share, silhouette, spanOf, stand, ticks, within } from './scale';

const NOW = Date.parse('2026-07-22T15:00:20Z');
const HOUR = 3600_000;
const iso = (ms: number) => new Date(ms).toISOString();
const forecast = (hours: number) => ({ is_forecast: true, forecast: { ends_at: iso(NOW + hours * HOUR) } });
const none = { is_forecast: true, forecast: null };
const observed = { is_forecast: false, forecast: null };

describe('horizonOf', () => {
  it('is where the longest forecast ends', () => {
    expect(horizonOf([forecast(6), none, forecast(48), observed], NOW)).toBe(NOW + 48 * HOUR);
  });
  it('is nothing without a forecast, or with one that has ended', () => {
    expect(horizonOf([], NOW)).toBeNull();
    expect(horizonOf([none, observed], NOW)).toBeNull();
    expect(horizonOf([forecast(-1)], NOW)).toBeNull();
  });
  it('does not take an observed layer for a forecast', () => {
    expect(horizonOf([{ ...forecast(48), is_forecast: false }], NOW)).toBeNull();
  });
});

describe('spanOf', () => {
  const replay = { starts_at: iso(NOW - 24 * HOUR), ends_at: iso(NOW + 10 * HOUR) };
  it('goes on to where the forecast ends', () => {
    expect(spanOf(null, NOW, NOW + 48 * HOUR)).toEqual({ from: NOW - 72 * HOUR, to: NOW + 48 * HOUR });
    expect(spanOf(replay, NOW, NOW + 48 * HOUR).to).toBe(NOW + 48 * HOUR);
  });
  it('covers the event though the forecast is shorter, and ends now without either', () => {
    expect(spanOf(replay, NOW, NOW + 6 * HOUR).to).toBe(NOW + 10 * HOUR);
    expect(spanOf(null, NOW).to).toBe(NOW);
  });
  it('keeps now where it is told to be', () => {
    expect(share(spanOf(null, NOW, NOW + 24 * HOUR), NOW)).toBeCloseTo(0.75);
    expect(ticks(spanOf(null, NOW, NOW + 24 * HOUR), 10).some((tick) => tick.at > NOW)).toBe(true);
  });
});

describe('within', () => {
  const span = { from: NOW - 72 * HOUR, to: NOW + 48 * HOUR };
  it('lets nobody beyond the forecast, nor ahead at all without one', () => {
    expect(within(NOW + 12 * HOUR, span, NOW, NOW + 24 * HOUR)).toBe(NOW + 12 * HOUR);
    expect(within(NOW + 30 * HOUR, span, NOW, NOW + 24 * HOUR)).toBe(NOW + 24 * HOUR);
    expect(within(NOW + HOUR, span, NOW, null)).toBe(NOW);
  });
  it('lets nobody before the beginning', () => {
    expect(within(0, span, NOW, null)).toBe(span.from);
  });
});

describe('onward', () => {
  it('stops at the present, and does not slip into the forecast', () => {
    expect(onward(NOW - 2 * HOUR, HOUR, NOW, NOW + 24 * HOUR)).toEqual({ at: NOW - HOUR, stops: false });
    expect(onward(NOW - HOUR / 2, HOUR, NOW, NOW + 24 * HOUR)).toEqual({ at: NOW, stops: true });
  });
  it('goes on through the forecast to its end', () => {
    expect(onward(NOW + HOUR, HOUR, NOW, NOW + 24 * HOUR)).toEqual({ at: NOW + 2 * HOUR, stops: false });
    expect(onward(NOW + 23.5 * HOUR, HOUR, NOW, NOW + 24 * HOUR)).toEqual({
      at: NOW + 24 * HOUR,
      stops: true,
    });
    expect(onward(NOW, HOUR, NOW, null)).toEqual({ at: NOW, stops: true });
  });
});

describe('stand', () => {
  it('follows the present from half a minute on either side', () => {
    expect(stand(NOW, NOW)).toBeNull();
    expect(stand(NOW + 25_000, NOW)).toBeNull();
    expect(stand(NOW - 25_000, NOW)).toBeNull();
  });
  it('stands on whole minutes, also ahead', () => {
    expect(stand(NOW - 5 * HOUR, NOW)).toBe(Date.parse('2026-07-22T10:00:00Z'));
    expect(stand(NOW + 5 * HOUR, NOW)).toBe(Date.parse('2026-07-22T20:00:00Z'));
  });
});

describe('the silhouette', () => {
  const hour = (ahead: number, mean_mm: number | null) => ({ starts_at: iso(NOW + ahead * HOUR), mean_mm });
  const measured = [hour(-2, 4), hour(-1, null)];
  const forecast = [hour(0, 8), hour(1, 0), hour(3, 2)];
  const ahead = { from: NOW, to: NOW + 4 * HOUR };

  it('has one scale for what was measured and what is forecast', () => {
    const top = highest(...measured, ...forecast);
    expect(top).toBe(8);
    expect(silhouette({ from: NOW - 4 * HOUR, to: NOW + 4 * HOUR }, measured, top)).toBe(
      'M0.2500 1V0.500H0.3750V1Z',
    );
    expect(silhouette(ahead, forecast, top)).toBe(
      'M0.0000 1V0.000H0.2500V1ZM0.2500 1V1.000H0.5000V1ZM0.7500 1V0.750H1.0000V1Z',
    );
  });
  it('draws no hour that has passed, and is not blown up by a drizzle', () => {
    expect(silhouette(ahead, [hour(-1, 3)], 3)).toBe('');
    expect(highest(hour(0, 0.1))).toBe(0.5);
  });
  it('tells of the hour that a moment lies in, and of no other', () => {
    expect(hourAt(forecast, NOW + 1.5 * HOUR)?.mean_mm).toBe(0);
    expect(hourAt(forecast, NOW + 2 * HOUR)).toBeUndefined();
    expect(hourAt(forecast, NOW + 4 * HOUR)).toBeUndefined();
  });
});
