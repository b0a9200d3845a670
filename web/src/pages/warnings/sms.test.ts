import { describe, expect, it } from 'vitest';
import { smsSize, withoutMarks } from './sms';

describe('the size of a text message', () => {
  it.each([
    ['', 0, 0, false],
    ['a'.repeat(160), 160, 1, false],
    ['a'.repeat(161), 161, 2, false],
    ['ế'.repeat(70), 70, 1, true],
    ['ế'.repeat(71), 71, 2, true],
    ['ế'.repeat(135), 135, 3, true],
    ['€', 2, 1, false],
  ])('%#', (text, characters, messages, marked) => {
    expect(smsSize(text)).toEqual({ characters, messages, marked });
  });

  it('takes marks away', () => {
    expect(withoutMarks('Đã đo được mưa ở xã Ý Tý…')).toBe('Da do duoc mua o xa Y Ty...');
    expect(smsSize(withoutMarks('Lũ quét, sạt lở')).marked).toBe(false);
  });
});
