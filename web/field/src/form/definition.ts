/** What can be reported and what is asked: from the server, kept on the phone, with a form of its own to begin with. */
import type { Said } from '../../../src/i18n/language.svelte';

export interface FormKind {
  kind: string;
  label: Said;
  icon: string;
}

export interface FormField {
  name: string;
  label: Said;
  type: 'integer' | 'decimal' | 'text' | 'choice' | 'choices' | 'boolean';
  kinds: string[] | null;
  required: boolean;
  unit: string | null;
  min: number | null;
  max: number | null;
  max_length: number | null;
  choices: { value: string; label: Said }[];
}

export interface FormDefinition {
  /** Null: the built-in form, before the server's was ever seen. */
  version: string | null;
  kinds: FormKind[];
  severities: { severity: number; label: Said }[];
  fields: FormField[];
}

const kind = (name: string, icon: string, vi: string, en: string): FormKind => ({
  kind: name,
  icon,
  label: { vi, en },
});

export const BUILT_IN: FormDefinition = {
  version: null,
  kinds: [
    kind('landslide', 'mountain', 'Sạt lở đất', 'Landslide'),
    kind('flash_flood', 'waves', 'Lũ quét, lũ ống', 'Flash flood'),
    kind('flooding', 'droplets', 'Ngập lụt', 'Flooding'),
    kind('road_cut', 'construction', 'Đường bị chia cắt', 'Road cut'),
    kind('house_damaged', 'house', 'Nhà hư hỏng, sập', 'House damaged'),
    kind('person', 'life-buoy', 'Người mất tích, bị thương, mắc kẹt', 'Person missing, injured or trapped'),
    kind('fire', 'flame', 'Cháy', 'Fire'),
    kind('disease', 'biohazard', 'Dịch bệnh', 'Disease'),
    kind('other', 'circle-alert', 'Việc khác', 'Other'),
  ],
  severities: [
    { severity: 1, label: { vi: 'Nhẹ', en: 'Light' } },
    { severity: 2, label: { vi: 'Vừa', en: 'Moderate' } },
    { severity: 3, label: { vi: 'Nặng', en: 'Heavy' } },
    { severity: 4, label: { vi: 'Rất nặng', en: 'Very heavy' } },
    { severity: 5, label: { vi: 'Nguy cấp', en: 'Critical' } },
  ],
  fields: [
    {
      name: 'people_affected',
      label: { vi: 'Số người bị ảnh hưởng', en: 'People affected' },
      type: 'integer',
      kinds: null,
      required: false,
      unit: 'người',
      min: 0,
      max: 10_000_000,
      max_length: null,
      choices: [],
    },
  ],
};

export function fieldsFor(form: FormDefinition, kind: string): FormField[] {
  return form.fields.filter((field) => field.kinds === null || field.kinds.includes(kind));
}

/** True for a form that this app can show; anything else leaves the one that it has. */
export function isForm(told: unknown): told is FormDefinition {
  const form = told as Partial<FormDefinition> | null;
  return (
    typeof form?.version === 'string' &&
    Array.isArray(form.kinds) &&
    form.kinds.length > 0 &&
    form.kinds.every((one) => typeof one.kind === 'string' && typeof one.label.vi === 'string') &&
    Array.isArray(form.severities) &&
    Array.isArray(form.fields)
  );
}
