import type { AgeWords } from '../lib/age';
import { keep, recall } from '../lib/stored';
import { en } from './en';
import { unitName } from './units';
import { vi } from './vi';

export type Language = 'vi' | 'en';
/** A text that comes from the server in both languages. */
export interface Said {
  vi: string;
  en: string;
}
/** The one dictionary: every word of the interface, typed after the Vietnamese. */
export type Words = typeof vi;

class Speech {
  language = $state<Language>(recall<Language>('language', 'vi'));
  words: Words = $derived(this.language === 'vi' ? vi : en);
  ageWords: AgeWords = $derived(this.words.age);

  choose(language: Language): void {
    this.language = language;
    document.documentElement.lang = language;
    keep('language', language);
  }

  /** A server's text in the language of the screen; nothing for nothing. */
  say(text: Said | null | undefined): string {
    return text ? text[this.language] || text.vi : '';
  }

  unit(unit: string | null | undefined): string {
    return unitName(unit, this.language);
  }

  number(value: number, decimals = 0): string {
    return new Intl.NumberFormat(this.language, {
      maximumFractionDigits: decimals,
      minimumFractionDigits: decimals,
    }).format(value);
  }
}

export const speech = new Speech();
