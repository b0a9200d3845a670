import { expect, it } from 'vitest';
import { WORDS } from '../src/pages/dispatch/words';

it('says everything on the board in both languages, in one order', () => {
  expect(Object.keys(WORDS.en)).toEqual(Object.keys(WORDS.vi));
});
