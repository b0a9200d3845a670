import { describe, expect, test } from 'vitest';
import { newsOf } from '../src/decide/news';
import { byCommune } from '../src/decide/by-commune';
import { en } from '../src/i18n/en';
import { vi } from '../src/i18n/vi';
import { inkOn, levelMark } from '../src/lib/danger';
import { withoutMarks } from '../src/lib/marks';
import { forNight, isSequential, toHex, toOklab } from '../src/lib/night-colour';
import { stopsOf } from '../src/wall/tour';
import type { Change } from '../src/api/types';
import { area, item, layer, warning } from './fixtures';

test('names meet with and without tone marks, composed or not', () => {
  expect(withoutMarks('Đặc khu Hoàng Sa')).toBe('dac khu hoang sa');
  expect(withoutMarks('Sa Pa'.normalize('NFD'))).toBe(withoutMarks(' sa pa'));
  expect(withoutMarks('Mường Hoà')).toBe(withoutMarks('Mường Hòa'));
});

test('both languages have the same words', () => {
  const keys = (words: object, path = ''): string[] =>
    Object.entries(words).flatMap(([key, value]) =>
      value && typeof value === 'object' && !Array.isArray(value) && !['units'].includes(key)
        ? keys(value as object, `${path}${key}.`)
        : [path + key],
    );
  expect(keys(en)).toEqual(keys(vi));
});

describe('communes under warning', () => {
  const place = (code: string) => ({ name: `Xã ${code}`, province: 'Tỉnh Lào Cai', population: 100 });

  test('a warned old commune counts in each present one, and each commune once', () => {
    const found = byCommune(
      [
        warning({ communes: [area('a'), area('b')] }),
        warning({
          id: 'w2',
          communes: [area('a')],
          level: 3,
          hazards: { landslide: 'Rất cao', flash_flood: 'Trung bình' },
        }),
        warning({
          id: 'w3',
          communes: [area('a')],
          level: 1,
          hazards: { landslide: 'Trung bình', flash_flood: null },
        }),
      ],
      place,
    );
    expect(found.map((c) => [c.code, c.level])).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
    expect(found[0]?.hazards).toEqual({ landslide: 'Rất cao', flash_flood: 'Trung bình' });
  });

  test('the gravest first, then who has been under it longest', () => {
    const found = byCommune(
      [
        warning({ communes: [area('x')], level: 1 }),
        warning({ communes: [area('y')], valid_from: '2026-07-21T09:00:00Z' }),
        warning({ communes: [area('z')] }),
      ],
      place,
    );
    expect(found.map((c) => c.code)).toEqual(['z', 'y', 'x']);
  });

  test('a warning that no commune was found for is not put anywhere', () => {
    expect(byCommune([warning({ communes: [area(null)] })], place)).toEqual([]);
  });

  test('before the names have come, the warning itself says where', () => {
    expect(byCommune([warning()], () => null)[0]).toMatchObject({ name: 'Xã 03388', province: 'Lai Châu' });
  });
});

test('levels keep the declared colours, with ink that can be read on them', () => {
  const danger = layer({ legend: { title: null, unit: null, items: [item(2, '#e67e22')] } });
  expect(levelMark(2, danger)).toEqual({ colour: '#e67e22', ink: '#14100a' });
  expect(levelMark(3, undefined)).toEqual({ colour: 'var(--danger-4)', ink: 'var(--on-danger-4)' });
  expect(inkOn('#d7263d')).toBe('#ffffff');
});

describe('a dark map', () => {
  const ramp = ['#e3eef0', '#bae4bc', '#7bccc4', '#2b8cbe', '#084081'];

  test('colours survive the way to OKLab and back', () => {
    for (const colour of ramp) expect(toHex(toOklab(colour))).toBe(colour);
  });

  test('mirrors an ordered ramp: the least is the darkest', () => {
    const night = forNight(ramp).map((colour) => toOklab(colour)[0]);
    expect([...night].sort((a, b) => a - b)).toEqual(night);
    expect(isSequential(ramp)).toBe(true);
    expect(isSequential(['#000000', '#ffffff', '#888888'])).toBe(false);
  });
});

describe('news', () => {
  const change: Change = {
    seq: 7,
    recorded_at: '2026-07-21T09:00:00Z',
    domain: 'incidents',
    entity: 'incident',
    entity_id: 'i',
    op: 'create',
    commune_code: '03388',
    at: null,
    actor: 'a',
    payload: { kind: 'landslide', state: 'reported', lon: 103, lat: 22 },
    space: 'live',
  };
  const context = {
    words: vi,
    say: (text: { vi: string }) => text.vi,
    number: String,
    communeName: () => 'Xã Sa Pa',
    kindLabel: () => 'Sạt lở đất',
    touched: () => [layer()],
  };

  test('an incident says what and where', () => {
    expect(newsOf(change, context)).toMatchObject({
      text: 'Sạt lở đất tại Xã Sa Pa',
      position: { lon: 103, lat: 22 },
    });
  });

  test('a step says what was done, and only what is news', () => {
    const payload = { kind: 'landslide', state: 'reported' };
    const told = (op: string) => newsOf({ ...change, op, payload }, context)?.text;
    expect(told('verify')).toBe('Sạt lở đất: đã xác minh tại Xã Sa Pa');
    expect(told('escalate')).toBe('Sạt lở đất: quá hạn, chuyển lên cấp trên tại Xã Sa Pa');
    for (const op of ['seen', 'watch', 'claim', 'comment']) expect(told(op)).toBeUndefined();
  });

  test('a commune that becomes short of something is told, a ratio that moves is not', () => {
    const found = { ...change, entity: 'commune_readiness', op: 'short' };
    const told = (payload: object, op = 'short') =>
      newsOf({ ...found, op, payload: payload as Change['payload'] }, context)?.text;
    expect(told({ was: 'ready', weakest: 'means' })).toBe('Xã Sa Pa: thiếu phương tiện, vật tư tại chỗ');
    expect(told({ was: 'short', weakest: 'means' })).toBeUndefined();
    expect(told({ was: 'short', weakest: 'means' }, 'ready')).toBe(
      'Xã Sa Pa: đã đủ bốn tại chỗ theo định mức',
    );
    expect(told({ was: null }, 'unknown')).toBeUndefined();
  });

  test('new warnings say for how many communes, and the highest', () => {
    const payload = { communes: 17, levels: { '1': 15, '2': 2 } };
    const danger = { ...context, touched: () => [layer({ group: 'danger' })] };
    expect(newsOf({ ...change, entity: 'warning', payload }, danger)?.text).toBe(
      'Cảnh báo 17 xã, cao nhất: Cao',
    );
  });

  test('what touches no layer is not told', () => {
    expect(newsOf({ ...change, entity: 'session' }, { ...context, touched: () => [] })).toBeNull();
  });
});

test('a wall looks home first, then where the danger is greatest', () => {
  const province = (code: string) => ({
    code,
    name_vi: code,
    bbox: [0, 0, 1, 1] as [number, number, number, number],
  });
  const home = { name: '', bounds: [0, 0, 9, 9] as [number, number, number, number] };
  const danger = [
    { province: '12', level: 1 },
    { province: '15', level: 3 },
  ];
  expect(stopsOf(home, ['12', '15', '52'].map(province), danger).map((stop) => stop.name)).toEqual([
    '',
    '15',
    '12',
  ]);
});
