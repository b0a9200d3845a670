import { expect, test } from 'vitest';
import { addressOf, areasOf } from '../src/paper/situation';

const PROVINCES = [
  { code: '04', full_name_vi: 'Tỉnh Cao Bằng' },
  { code: '15', full_name_vi: 'Tỉnh Lào Cai' },
];
const OPEN = { code: '02680', full_name_vi: 'Xã Mường Hum', province_code: '15' };
const values = (scope: string, open: typeof OPEN | null = null) =>
  areasOf(scope, PROVINCES, open).map((area) => area.value);

test('the whole scope comes first, then the commune that is open, then provinces where there are several', () => {
  expect(values('15')).toEqual(['']);
  expect(values('15', OPEN)).toEqual(['', '02680']);
  expect(values('vn', OPEN)).toEqual(['', '02680', '04', '15']);
  expect(values('02680,02683', OPEN)).toEqual(['', '02680']);
});

test('a commune outside the scope is not offered: the server would refuse it', () => {
  expect(values('04', OPEN)).toEqual(['']);
});

test('the address carries the moment and the space of the screen', () => {
  const [whole, commune = whole] = areasOf('15', PROVINCES, OPEN);
  const moment = { space: 'thu', at: '2026-07-22T18:00:00Z' };
  expect(addressOf(whole, 'pdf', 24, 'vi', moment)).toBe(
    '/api/reports/situation?space=thu&at=2026-07-22T18%3A00%3A00Z&format=pdf&hours=24&lang=vi',
  );
  expect(addressOf(commune, 'docx', 6, 'en', { space: 'live' })).toBe(
    '/api/reports/situation?space=live&commune=02680&format=docx&hours=6&lang=en',
  );
});
