/** From what was filled in to the body that is sent. Pure: the same draft makes the same words. */
import type { FormDefinition, FormField } from '../form/definition';
import { fieldsFor } from '../form/definition';

export type Method = 'gps' | 'tap' | 'landmark' | 'chainage' | 'commune';

export interface Place {
  method: Method;
  lon: number | null;
  lat: number | null;
  accuracy_m: number | null;
  commune_code: string | null;
  commune_name: string;
  landmark: string;
  road: string;
  chainage: string;
}

export type Answer = number | string | boolean | string[];

export interface Filled {
  kind: string | null;
  place: Place | null;
  /** Where the phone was while it was written, as far as it knew. */
  reporter: { lon: number; lat: number; accuracy_m: number } | null;
  severity: number | null;
  note: string;
  answers: Record<string, Answer>;
}

export const NOTHING: Filled = {
  kind: null,
  place: null,
  reporter: null,
  severity: null,
  note: '',
  answers: {},
};

/** Metres between two places (degrees), by the haversine formula on the mean Earth. */
export function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lon - a.lon) * rad) / 2) ** 2;
  return 2 * 6_371_009 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Further apart than this, and than both accuracies allow, one asks whether that is meant. */
export const FAR_M = 2000;

export function farApart(filled: Filled): number | null {
  const { place, reporter } = filled;
  if (!reporter || !place || place.method === 'gps' || place.lon === null || place.lat === null) return null;
  const apart = metresBetween(reporter, { lon: place.lon, lat: place.lat });
  return apart > FAR_M + reporter.accuracy_m + (place.accuracy_m ?? 0) ? apart : null;
}

/** Enough for a report: what, and some word of where. */
export function isEnough(filled: Filled): boolean {
  const { kind, place } = filled;
  return kind !== null && place !== null && (place.lon !== null || place.commune_code !== null);
}

/** A number that could not be read stands as it was typed: it is no answer, but it is said. */
const isUnread = (field: FormField, answer: Answer | undefined) =>
  (field.type === 'integer' || field.type === 'decimal') && typeof answer === 'string';

const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6;

interface Written {
  id: string;
  occurredAt: string;
  device: string;
  /** The person behind a team's phone. */
  member: string;
}

/**
 * The JSON text of the report. Where the server's own form was never seen, what only that form asks is said in the
 * note, so that no answer is lost on a server that does not know the question.
 */
export function bodyText(filled: Filled, form: FormDefinition, written: Written): string {
  const { kind, place, reporter, severity } = filled;
  if (kind === null || place === null) throw new Error('kind and place come first');
  const given = fieldsFor(form, kind)
    .map((field) => [field, filled.answers[field.name]] as const)
    .filter(
      ([, answer]) => answer !== undefined && answer !== '' && !(Array.isArray(answer) && !answer.length),
    );
  const answers = Object.fromEntries(
    given
      .filter(([field, answer]) => !isUnread(field, answer))
      .map(([field, answer]) => [field.name, answer]),
  );
  const lines = [filled.note.trim()];
  for (const [field, answer] of given)
    if (isUnread(field, answer)) lines.push(`${field.label.vi}: ${String(answer)}`);
  if (form.version === null) {
    if (place.landmark) lines.push(`Gần: ${place.landmark}`);
    if (place.road) lines.push(`Đường ${place.road}, lý trình ${place.chainage || 'không rõ'}`);
    for (const field of fieldsFor(form, kind)) {
      const answer = answers[field.name];
      if (answer !== undefined) lines.push(`${field.label.vi}: ${String(answer)}`);
    }
  }
  if (written.member) lines.push(`Người báo: ${written.member}`);
  const note = lines.filter(Boolean).join('\n').slice(0, 5000);
  const body = {
    id: written.id,
    kind,
    occurred_at: written.occurredAt,
    ...(place.lon !== null && place.lat !== null
      ? {
          position: {
            lon: rounded(place.lon),
            lat: rounded(place.lat),
            ...(place.accuracy_m === null ? {} : { accuracy_m: Math.round(place.accuracy_m) }),
            method: place.method,
          },
        }
      : {}),
    ...(reporter
      ? {
          reporter_position: {
            lon: rounded(reporter.lon),
            lat: rounded(reporter.lat),
            accuracy_m: Math.round(reporter.accuracy_m),
            method: 'gps',
          },
        }
      : {}),
    ...(place.lon === null && place.commune_code !== null ? { commune_code: place.commune_code } : {}),
    ...(severity === null ? {} : { severity }),
    ...(note === '' ? {} : { note }),
    ...(form.version === null
      ? {}
      : {
          ...(place.landmark ? { landmark: place.landmark } : {}),
          ...(place.road ? { road: place.road } : {}),
          ...(place.chainage ? { chainage: place.chainage } : {}),
          ...(Object.keys(answers).length > 0 ? { fields: answers } : {}),
          definition_version: form.version,
          device_id: written.device,
        }),
  };
  return JSON.stringify(body);
}
