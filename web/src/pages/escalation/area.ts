import { gazetteer } from '../../state/gazetteer.svelte';
import type { EscalationWords } from './words';

/** Codes of an area as people call them; a code that is none stays as it is. */
export function areaNames(codes: readonly string[], words: EscalationWords): string {
  return codes
    .map((code) =>
      code === 'vn'
        ? words.nation
        : (gazetteer.provinces.find((one) => one.code === code)?.full_name_vi ??
          gazetteer.name(code) ??
          code),
    )
    .join(', ');
}
