/** A report's words back into the form, for one that has to be written again. Pure. */
import { NOTHING, type Answer, type Filled, type Method } from './body';

interface Sent {
  kind?: string;
  position?: { lon: number; lat: number; accuracy_m?: number; method: Method };
  reporter_position?: { lon: number; lat: number; accuracy_m?: number };
  commune_code?: string;
  landmark?: string;
  road?: string;
  chainage?: string;
  severity?: number;
  note?: string;
  fields?: Record<string, Answer>;
}

export function again(text: string): Filled {
  const sent = JSON.parse(text) as Sent;
  const { position, reporter_position: reporter } = sent;
  const placed = position !== undefined || sent.commune_code !== undefined;
  return {
    ...structuredClone(NOTHING),
    kind: sent.kind ?? null,
    severity: sent.severity ?? null,
    note: sent.note ?? '',
    answers: sent.fields ?? {},
    reporter: reporter
      ? { lon: reporter.lon, lat: reporter.lat, accuracy_m: reporter.accuracy_m ?? 0 }
      : null,
    place: placed
      ? {
          method: position?.method ?? (sent.landmark ? 'landmark' : sent.road ? 'chainage' : 'commune'),
          lon: position?.lon ?? null,
          lat: position?.lat ?? null,
          accuracy_m: position?.accuracy_m ?? null,
          commune_code: sent.commune_code ?? null,
          commune_name: '',
          landmark: sent.landmark ?? '',
          road: sent.road ?? '',
          chainage: sent.chainage ?? '',
        }
      : null,
  };
}
