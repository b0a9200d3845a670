/**
 * What was typed and is not on the server yet, kept in this browser: it outlives a reload, a closed lid and a lost
 * network. One draft for each person, space and report.
 */
export interface DraftCell {
  value: string;
  note: string;
  /** The number of the value that was there when typing began; 0 for an empty cell. */
  base: number;
}

export interface Draft {
  cells: Record<string, DraftCell>;
  explanations: Record<string, string>;
  /** `indicator/analysis` and `indicator/forecast`. */
  texts: Record<string, string>;
}

export const EMPTY: Draft = { cells: {}, explanations: {}, texts: {} };

export function load<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(`geoops.${key}`);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/** False where the browser does not keep it: the person must know before the page is closed. */
export function store(key: string, value: unknown): boolean {
  try {
    if (value === null) localStorage.removeItem(`geoops.${key}`);
    else localStorage.setItem(`geoops.${key}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
