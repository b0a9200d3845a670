/** The words on the screen, in the language that the person chose (shared with the command map). */
import type { Language, Said } from '../../../src/i18n/language.svelte';
import { unitName } from '../../../src/i18n/units';
import { ageInWords } from '../../../src/lib/age';
import { keep, recall } from '../../../src/lib/stored';
import { en } from './en';
import { vi, type Words } from './vi';

class Speech {
  language = $state<Language>(recall<Language>('language', 'vi'));
  words: Words = $derived(this.language === 'vi' ? vi : en);

  choose(language: Language): void {
    this.language = language;
    document.documentElement.lang = language;
    keep('language', language);
  }

  say(text: Said | null | undefined): string {
    return text ? text[this.language] || text.vi : '';
  }

  unit(unit: string | null | undefined): string {
    return unitName(unit, this.language);
  }

  number(value: number, decimals = 0): string {
    return new Intl.NumberFormat(this.language, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    }).format(value);
  }

  age(ms: number): string {
    return ageInWords(ms, this.words.age);
  }

  /** "3 giờ 20 phút", for how far off a clock is. */
  span(ms: number): string {
    const minutes = Math.round(Math.abs(ms) / 60_000);
    const [d, h, m] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
    const unit = this.language === 'vi' ? ['ngày', 'giờ', 'phút'] : ['d', 'h', 'min'];
    return [d, h, m]
      .map((n, i) => (n > 0 ? `${n} ${unit[i] ?? ''}` : ''))
      .filter(Boolean)
      .join(' ');
  }
}

export const speech = new Speech();
