import { afterEach, describe, expect, it } from 'vitest';
import type { Commune, LayerField } from '../src/api/types';
import { speech } from '../src/i18n/language.svelte';
import { fieldText } from '../src/map/field-text';
import { gazetteer } from '../src/state/gazetteer.svelte';
import { item, layer } from './fixtures';

const NOW = Date.parse('2026-07-22T02:00:00+07:00');
const field = (more: Partial<LayerField>): LayerField => ({
  name: 'state',
  label: { vi: 'Tình trạng', en: 'State' },
  unit: null,
  kind: 'text',
  is_quantity: false,
  is_private: false,
  words: null,
  ...more,
});
const WORDS = { full: { vi: 'Đã hết chỗ', en: 'Full' }, true: { vi: 'có', en: 'yes' } };

afterEach(() => {
  speech.language = 'vi';
  gazetteer.communes = new Map();
});

describe('a property of a feature', () => {
  it('says a code in the words that its field declares', () => {
    const state = field({ words: WORDS });
    expect(fieldText(layer(), state, 'full', NOW)).toBe('Đã hết chỗ');
    speech.language = 'en';
    expect(fieldText(layer(), state, 'full', NOW)).toBe('Full');
  });

  it('says each of several codes, and a truth', () => {
    expect(fieldText(layer(), field({ words: WORDS }), 'full, true', NOW)).toBe('Đã hết chỗ, có');
    expect(fieldText(layer(), field({ words: WORDS }), 'full,other', NOW)).toBe('Đã hết chỗ, other');
    expect(fieldText(layer(), field({ words: WORDS }), true, NOW)).toBe('có');
  });

  it('leaves free text with commas alone', () => {
    expect(fieldText(layer(), field({ name: 'note' }), 'full,true', NOW)).toBe('full,true');
  });

  it('reads a class in the words of the legend', () => {
    const drawn = layer();
    drawn.legend.items = [item('heavy', '#000088', { label: { vi: 'mưa to', en: 'heavy rain' } })];
    expect(fieldText(drawn, field({ name: 'class' }), 'heavy', NOW)).toBe('mưa to');
  });

  it('names a commune', () => {
    const from = field({ name: 'to_commune_code', kind: 'commune' });
    expect(fieldText(layer(), from, '02647', NOW)).toBe('02647');
    gazetteer.communes = new Map([['02647', { full_name_vi: 'Phường Lào Cai' } as Commune]]);
    expect(fieldText(layer(), from, '02647', NOW)).toBe('Phường Lào Cai');
  });

  it('says what is not known, and never 0', () => {
    expect(fieldText(layer(), field({ kind: 'number', unit: 'm' }), null, NOW)).toBe('chưa có số liệu');
    expect(fieldText(layer(), field({ kind: 'number', unit: 'm' }), 1.25, NOW)).toBe('1,3 m');
  });
});
