import { describe, expect, it } from 'vitest';
import { BUILT_IN, isForm, type FormDefinition, type FormField } from '../../field/src/form/definition';
import { again } from '../../field/src/report/again';
import {
  bodyText,
  farApart,
  isEnough,
  metresBetween,
  NOTHING,
  type Filled,
  type Place,
} from '../../field/src/report/body';
import { centreTime, occurredAt, type SpaceClock } from '../../field/src/report/clock';
import { fitted } from '../../field/src/report/photo';
import { CHAINAGE } from '../../field/src/report/road';
import { seal, type Identity } from '../../field/src/who/identity';
import { en } from '../../field/src/words/en';
import { vi } from '../../field/src/words/vi';

const PLACE: Place = {
  method: 'gps',
  lon: 103.89471234,
  lat: 22.5412,
  accuracy_m: 11.6,
  commune_code: null,
  commune_name: '',
  landmark: '',
  road: '',
  chainage: '',
};
const WRITTEN = {
  id: '0190d5e4-5d2e-7a3c-8f0b-6a1f0c9b2d3e',
  occurredAt: '2026-07-22T02:10:00.000Z',
  device: 'd1',
  member: '',
};
const COUNT = BUILT_IN.fields[0] as FormField;
const SERVER: FormDefinition = {
  ...BUILT_IN,
  version: '1-abc',
  fields: [
    { ...COUNT, name: 'people_trapped', kinds: ['landslide'] },
    { ...COUNT, name: 'needs', type: 'choices', kinds: null },
  ],
};
const filled = (more: Partial<Filled> = {}): Filled => ({
  ...NOTHING,
  kind: 'landslide',
  place: PLACE,
  ...more,
});
const body = (of: Filled, form = SERVER, written = WRITTEN) =>
  JSON.parse(bodyText(of, form, written)) as Record<string, unknown>;

describe('the body of a report', () => {
  it('is small when only three things were said', () => {
    expect(body(filled(), BUILT_IN)).toEqual({
      id: WRITTEN.id,
      kind: 'landslide',
      occurred_at: WRITTEN.occurredAt,
      position: { lon: 103.894712, lat: 22.5412, accuracy_m: 12, method: 'gps' },
    });
  });

  it('answers what the form asks of this kind, and nothing else', () => {
    const answers = { people_trapped: 2, needs: [], other: 'x' };
    expect(body(filled({ answers }))['fields']).toEqual({ people_trapped: 2 });
    expect(body(filled({ kind: 'fire', answers }))['fields']).toBeUndefined();
  });

  it('loses no answer where the server has no form yet: the note says it', () => {
    const place = {
      ...PLACE,
      method: 'landmark' as const,
      lon: null,
      lat: null,
      commune_code: '02671',
      landmark: 'cầu treo',
    };
    const sent = body(filled({ place, note: 'kẹt', answers: { people_affected: 12 } }), BUILT_IN);
    expect(sent['note']).toBe('kẹt\nGần: cầu treo\nSố người bị ảnh hưởng: 12');
    expect(sent['commune_code']).toBe('02671');
    expect(Object.keys(sent)).not.toContain('landmark');
    expect(body(filled({ place }))['landmark']).toBe('cầu treo');
  });

  it('says a number that has two readings as it was typed, and never as one of them', () => {
    const sent = body(filled({ note: 'kẹt', answers: { people_trapped: '1.234' } }));
    expect(sent['fields']).toBeUndefined();
    expect(sent['note']).toBe('kẹt\nSố người bị ảnh hưởng: 1.234');
  });

  it('names the person behind a team', () => {
    expect(body(filled(), SERVER, { ...WRITTEN, member: 'Giàng' })['note']).toBe('Người báo: Giàng');
  });

  it('comes back into the form as it was', () => {
    const first = filled({ severity: 4, note: 'đá', answers: { people_trapped: 2 } });
    const back = again(bodyText(first, SERVER, WRITTEN));
    expect(body(back)).toEqual(body(first));
  });
});

describe('where it happened', () => {
  it('asks about a far place only where that cannot be an error of measurement', () => {
    const reporter = { lon: 103.8, lat: 22.5, accuracy_m: 30 };
    const at = (lon: number, accuracy_m: number | null, method: Place['method'] = 'tap') =>
      farApart(filled({ reporter, place: { ...PLACE, lat: 22.5, lon, accuracy_m, method } }));
    expect(at(103.81, 10)).toBeNull();
    expect(at(103.9, 10)).toBeCloseTo(metresBetween(reporter, { lon: 103.9, lat: 22.5 }), 0);
    expect(at(103.9, 9000)).toBeNull();
    expect(at(103.9, 10, 'gps')).toBeNull();
    expect(farApart(filled({ reporter: null }))).toBeNull();
  });

  it('is enough with a point or a commune', () => {
    expect(isEnough(filled())).toBe(true);
    expect(isEnough(filled({ place: null }))).toBe(false);
    expect(isEnough(filled({ place: { ...PLACE, lon: null, lat: null } }))).toBe(false);
    expect(isEnough(filled({ place: { ...PLACE, lon: null, lat: null, commune_code: '02671' } }))).toBe(true);
    expect(isEnough(filled({ kind: null }))).toBe(false);
  });

  it.each([
    ['105+300', true],
    ['km 105 + 300', true],
    ['105', true],
    ['105+3000', false],
    ['abc', false],
    ['105,3', false],
  ])('chainage %s: %s', (text, right) => expect(CHAINAGE.test(text)).toBe(right));
});

describe('when it happened', () => {
  const hour = 3600_000;
  it('trusts the phone unless the centre showed it to be wrong', () => {
    expect(centreTime(1000, null)).toBe(1000);
    expect(centreTime(1000, 60_000)).toBe(1000);
    expect(centreTime(1000, 2 * hour)).toBe(1000 + 2 * hour);
  });
  it('runs with the clock of a replay', () => {
    const space: SpaceClock = {
      name: 'r',
      kind: 'replay',
      title: { vi: '', en: '' },
      now: 5 * hour,
      at: 100,
      speed: 60,
      running: true,
    };
    expect(occurredAt(1100, null, space)).toBe(5 * hour + 60_000);
    expect(occurredAt(1100, null, { ...space, running: false })).toBe(5 * hour);
    expect(occurredAt(1100, null, { ...space, kind: 'live' })).toBe(1100);
    expect(occurredAt(1100, null, { ...space, ends: 5 * hour + 1000 })).toBe(5 * hour + 1000);
    expect(occurredAt(1100, null, { ...space, ends: null })).toBe(5 * hour + 60_000);
  });
});

it('a photograph is never enlarged and keeps its shape', () => {
  expect(fitted(4000, 3000)).toEqual({ width: 1600, height: 1200 });
  expect(fitted(800, 600)).toEqual({ width: 800, height: 600 });
  expect(fitted(100_000, 3)).toEqual({ width: 1600, height: 1 });
});

it('a seal is the HMAC that the server works out', async () => {
  const identity = { secret: 'go_secret' } as Identity;
  // python: hmac.new(hashlib.sha256(b"go_secret").digest(), "đường".encode(), "sha256").hexdigest()
  expect(await seal(identity, 'đường')).toBe(
    'fbe8a891db6d8511c672ad7fe0a2820b9194180c0d20f203e82cee056b22eb2d',
  );
});

it('takes only a whole form from the server', () => {
  expect(isForm(SERVER)).toBe(true);
  for (const bad of [null, {}, [], { ...SERVER, kinds: [] }, { ...SERVER, version: null }, '<html>']) {
    expect(isForm(bad)).toBe(false);
  }
});

it('says everything in both languages', () => {
  const shape = (words: object): unknown =>
    Object.fromEntries(
      Object.entries(words).map(([key, value]) => [
        key,
        typeof value === 'object' && value !== null ? shape(value as object) : typeof value,
      ]),
    );
  expect(shape(en)).toEqual(shape(vi));
});
