/** Small settings kept in this browser. A browser that refuses storage simply forgets them. */
export function recall<T>(key: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(`geoops.${key}`);
    return text === null ? otherwise : (JSON.parse(text) as T);
  } catch {
    return otherwise;
  }
}

export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(`geoops.${key}`, JSON.stringify(value));
  } catch {
    // A full or forbidden storage must never stop the map.
  }
}
