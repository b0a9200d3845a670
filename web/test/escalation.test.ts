import { expect, test } from 'vitest';
import { why } from '../src/pages/escalation/why';
import { WORDS } from '../src/pages/escalation/words';

test('both languages have the same words, in one order', () => {
  expect(Object.keys(WORDS.en)).toEqual(Object.keys(WORDS.vi));
});

test('what a receipt says is said in Vietnamese, and what is not known stays as it was', () => {
  expect(why('no answer in 15 s').vi).toBe('Không trả lời trong 15 giây');
  expect(why('HTTP 503')).toEqual({ vi: 'Nơi nhận trả lời HTTP 503', en: 'HTTP 503' });
  expect(why('something new')).toEqual({ vi: 'something new', en: 'something new' });
});
