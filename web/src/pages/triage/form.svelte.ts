/** The form's words, for what was answered to it. */
import { get } from '../../api/client';
import type { components } from '../../api/schema';
import { speech, type Said } from '../../i18n/language.svelte';

type Form = components['schemas']['geoops__incidents__form__FormOut'];

class FormWords {
  form = $state.raw<Form | null>(null);
  #asked = false;

  load(): void {
    if (this.#asked) return;
    this.#asked = true;
    get<Form>('/api/incidents/form').then(
      (form) => (this.form = form),
      () => (this.#asked = false),
    );
  }

  label(name: string): Said {
    this.load();
    return this.form?.fields.find((field) => field.name === name)?.label ?? { vi: name, en: name };
  }

  said(name: string, value: unknown): string {
    const field = this.form?.fields.find((one) => one.name === name);
    const choice = (one: unknown) =>
      speech.say(field?.choices.find((known) => known.value === one)?.label) || String(one);
    if (Array.isArray(value)) return value.map(choice).join(', ');
    if (typeof value === 'number')
      return `${speech.number(value, value % 1 ? 1 : 0)} ${speech.unit(field?.unit)}`.trim();
    if (typeof value === 'boolean') return value ? '✓' : '✗';
    return choice(value);
  }
}

export const form = new FormWords();
