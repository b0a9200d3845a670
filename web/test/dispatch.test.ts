import { afterEach, expect, it } from 'vitest';
import { speech } from '../src/i18n/language.svelte';
import { counted } from '../src/pages/dispatch/counted';
import { WORDS } from '../src/pages/dispatch/words';

const BOATS = { amount: 3, unit: 'chiếc', kind_label: { vi: 'Xuồng máy', en: 'Motor boats' } };
const RICE = { amount: 1200, unit: 'kg', kind_label: { vi: 'Lương thực', en: 'Food' } };
const TEAM = { amount: 1, unit: 'đội', kind_label: { vi: 'Đội', en: 'Team' } };

afterEach(() => (speech.language = 'vi'));

it('counts things as each language does', () => {
  const all = () => [BOATS, RICE, TEAM].map(counted);
  expect(all()).toEqual(['3 chiếc Xuồng máy', '1.200 kg Lương thực', '1 đội']);
  speech.language = 'en';
  expect(all()).toEqual(['3 motor boats', '1,200 kg food', '1 team']);
});

it('says everything on the board in both languages, in one order', () => {
  expect(Object.keys(WORDS.en)).toEqual(Object.keys(WORDS.vi));
});
