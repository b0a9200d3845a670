import type { Commune } from '../../api/types';
import { fromField, toField } from '../../lib/vn-time';
import { session } from '../../session/session.svelte';
import { gazetteer } from '../../state/gazetteer.svelte';
import { space } from '../../state/space.svelte';
import type { Alert, AlertBody, Form, Preview } from './desk.svelte';

const DEFAULT_HOURS = 6;

export const PARTS = ['headline', 'description', 'instruction'] as const;
type LanguageTexts = Record<(typeof PARTS)[number], string>;
export type Texts = Record<'vi' | 'en', LanguageTexts>;

/** A warning while it is written: what the fields hold, and the body they make. */
export class Draft {
  hazard = $state('flash_flood_landslide');
  severity = $state<AlertBody['severity']>('Severe');
  certainty = $state<AlertBody['certainty']>('Likely');
  onset = $state('');
  expires = $state(toField(space.now + DEFAULT_HOURS * 3600_000));
  values = $state<Record<string, string>>({});
  codes = $state.raw<string[]>([]);
  note = $state('');
  /** Texts written by hand; none where the template is filled in. */
  texts = $state<Texts | null>(null);
  cited = $state(false);
  bulletin = $state({ issuer: '', number: '', issued_at: toField(space.now), level: 1 });

  constructor(alert: Alert | null) {
    if (!alert) return;
    this.hazard = alert.hazard;
    this.severity = alert.severity.word as AlertBody['severity'];
    this.certainty = alert.certainty.word as AlertBody['certainty'];
    this.onset = alert.onset_at ? toField(Date.parse(alert.onset_at)) : '';
    this.expires = toField(Date.parse(alert.expires_at));
    this.values = { ...alert.values };
    this.codes = alert.communes.map((place) => place.code);
    this.note = alert.note ?? '';
    this.texts = alert.texts_by_hand ? copied(alert.texts) : null;
    if (!alert.bulletin) return;
    this.cited = true;
    this.bulletin = { ...alert.bulletin, issued_at: toField(Date.parse(alert.bulletin.issued_at)) };
  }

  /** Begin to write by hand where the template has come to. */
  byHand(preview: Preview): void {
    this.texts = copied(preview.texts);
  }

  add(codes: readonly string[]): void {
    this.codes = [...this.codes, ...codes.filter((code) => !this.codes.includes(code))];
  }

  toggle(code: string): void {
    const commune = gazetteer.communes.get(code);
    if (!commune || !mayChoose(commune)) return;
    this.codes = this.codes.includes(code)
      ? this.codes.filter((item) => item !== code)
      : [...this.codes, code];
  }

  body(form: Form | null): AlertBody {
    const known = form?.hazards.find((item) => item.hazard === this.hazard)?.values ?? [];
    const kept = known.flatMap(({ name }): [string, string][] => {
      const value = this.values[name]?.trim();
      return value ? [[name, value]] : [];
    });
    const bulletin = { ...this.bulletin, issued_at: fromField(this.bulletin.issued_at) };
    return {
      hazard: this.hazard,
      severity: this.severity,
      certainty: this.certainty,
      onset_at: this.onset ? fromField(this.onset) : null,
      expires_at: fromField(this.expires),
      values: Object.fromEntries(kept),
      texts: this.texts,
      bulletin: this.cited ? bulletin : null,
      commune_codes: this.codes,
      note: this.note.trim() || null,
    };
  }
}

/** The map shows the whole country; only communes that the person answers for can be chosen. */
export function mayChoose(commune: Commune): boolean {
  const scope = session.person?.scope ?? '';
  return (
    scope === 'vn' || scope.split(',').some((part) => part === commune.code || part === commune.province_code)
  );
}

function copied(of: Record<string, Record<string, string>>): Texts {
  const one = (name: string): LanguageTexts => ({
    headline: '',
    description: '',
    instruction: '',
    ...of[name],
  });
  return { vi: one('vi'), en: one('en') };
}
