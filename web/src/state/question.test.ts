import { describe, expect, it } from 'vitest';
import { question } from './question';

const AGES = { fresh_for_s: 3600 };
const STANDS = { fresh_for_s: null };
const NOW = Date.parse('2026-07-22T15:00:00Z');

describe('question', () => {
  it('is another one when minutes have gone by without news', () => {
    expect(question(AGES, { space: 'live' }, 7, NOW)).not.toBe(
      question(AGES, { space: 'live' }, 7, NOW + 120_000),
    );
    expect(question(AGES, { space: 'live' }, 7, NOW)).toBe(
      question(AGES, { space: 'live' }, 7, NOW + 60_000),
    );
  });
  it('stays the same for what does not age, and for a moment gone back to', () => {
    expect(question(STANDS, { space: 'live' }, 7, NOW)).toBe(question(STANDS, { space: 'live' }, 7, NOW * 2));
    const then = { space: 'live', at: '2026-07-22T10:00:00Z' };
    expect(question(AGES, then, 7, NOW)).toBe(question(AGES, then, 7, NOW * 2));
  });
  it('is another one with news, and in another space', () => {
    expect(question(AGES, { space: 'live' }, 7, NOW)).not.toBe(question(AGES, { space: 'live' }, 8, NOW));
    expect(question(STANDS, { space: 'live' }, 7, NOW)).not.toBe(
      question(STANDS, { space: 'drill' }, 7, NOW),
    );
  });
});
