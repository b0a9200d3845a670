import { expect, test } from 'vitest';
import { uuid7 } from '../src/lib/uuid7';

test('carries the time, the version and the variant', () => {
  const id = uuid7(0x0123456789ab, (bytes) => bytes.fill(0xff));
  expect(id).toBe('01234567-89ab-7fff-bfff-ffffffffffff');
});

test('ids made later sort later', () => {
  const ids = [1, 2, 3, 1_800_000_000_000].map((ms) => uuid7(ms));
  expect([...ids].sort()).toEqual(ids);
});

test('a thousand ids of the same millisecond all differ', () => {
  expect(new Set(Array.from({ length: 1000 }, () => uuid7(5))).size).toBe(1000);
});
