import { describe, expect, it } from 'vitest';
import { following, initials, mostAlike, settled, type Item, type Likely } from '../src/pages/triage/model';
import { en } from '../src/pages/triage/en';
import { vi } from '../src/pages/triage/vi';
import { around, circle, features } from '../src/pages/triage/place-layers';

const item = (id: string): Item =>
  ({ incident: { id }, score_minutes: 0, reasons: [], present: [] }) as unknown as Item;
const ids = (items: readonly Item[]) => items.map((one) => one.incident.id).join('');

describe('the list keeps still', () => {
  it('keeps its order, drops what is gone, and counts what waits', () => {
    const shown = [item('a'), item('b'), item('c')];
    expect(ids(settled([], shown).items)).toBe('abc');
    const same = settled(shown, [item('a'), item('b'), item('c')]);
    expect([ids(same.items), same.waiting]).toEqual(['abc', 0]);
    const gone = settled(shown, [item('a'), item('c')]);
    expect([ids(gone.items), gone.waiting]).toEqual(['ac', 0]);
    const fresh = settled(shown, [item('x'), item('y'), item('a'), item('b'), item('c')]);
    expect([ids(fresh.items), fresh.waiting]).toEqual(['abc', 2]);
    const moved = settled(shown, [item('c'), item('a'), item('b')]);
    expect([ids(moved.items), moved.waiting]).toEqual(['abc', 1]);
  });

  it('goes on with the next below, else above', () => {
    const list = ['a', 'b', 'c', 'd'].map(item);
    expect(following(list, 'b', ['b'])).toBe('c');
    expect(following(list, 'b', ['b', 'c'])).toBe('d');
    expect(following(list, 'd', ['d'])).toBe('c');
    expect(following([item('a')], 'a', ['a'])).toBeNull();
  });
});

describe('what G merges', () => {
  const one = (id: string, proposed = false) => ({ incident: { id }, proposed }) as unknown as Likely;

  it('is what is proposed, else the most alike', () => {
    const [a, b] = [one('a'), one('b', true)];
    expect(mostAlike([a, b])).toBe(b);
    expect(mostAlike([a])).toBe(a);
  });

  it('is nothing that was not seen, and says why', () => {
    expect(mostAlike('loading')).toBe('loading');
    expect(mostAlike('failed')).toBe('failed');
    expect(mostAlike([])).toBe('none');
    for (const words of [vi, en])
      for (const why of ['loading', 'failed', 'none'] as const) expect(words.noMerge[why]).toMatch(/\.$/);
  });
});

describe('the place', () => {
  const incident = {
    id: 'a',
    state: 'reported',
    severity: 4,
    overdue: true,
    position: { lon: 104, lat: 22, accuracy_m: 300, method: 'gps' },
    uncertainty_m: 300,
    reporter_position: { lon: 104.05, lat: 22, accuracy_m: 10, method: 'gps' },
  } as never;

  it('holds place, doubt and reporter', () => {
    const [west, south, east, north] = around(incident, null);
    expect(west).toBeLessThan(103.997);
    expect(east).toBeGreaterThan(104.053);
    expect(north - south).toBeGreaterThan((2 * 300) / 111_195);
    expect(around({ position: null, reporter_position: null } as never, [1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
  });

  it('draws a closed circle of the right radius', () => {
    const ring = circle(104, 22, 1000);
    const [first, top, last] = [ring[0], ring[12], ring[48]];
    expect(first?.[0]).toBeCloseTo(last?.[0] ?? NaN, 9);
    expect(((top?.[1] ?? NaN) - 22) * 111_195).toBeCloseTo(1000, 3);
  });

  it('has every part once', () => {
    const roles = features(incident, [incident]).features.map((one) => one.properties?.['role'] as string);
    expect(roles).toEqual(['doubt', 'apart', 'reporter', 'this']);
  });
});

it('marks a person by two letters', () => {
  expect([initials('truc-ban'), initials('admin'), initials('Nguyễn Văn An')]).toEqual(['TB', 'AD', 'NA']);
});
