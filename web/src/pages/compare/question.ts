/** What a comparison is asked with, as it stands in an address and in a saved view. Pure. */
const NAMES = [
  'indicator', 'period', 'nature', 'second', 'second_period', 'province', 'method', 'classes', 'breaks', 'second_breaks',
  'basis', 'accept', 'known_at', 'denominator', 'per', 'shrink', 'dimensions',
] as const; // prettier-ignore
type Name = (typeof NAMES)[number];
export type Question = Partial<Record<Name, string | undefined>>;

/** By its names, from wherever their values are kept. */
export function questionOf(valueOf: (name: Name) => unknown): Question {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = valueOf(name);
      return value === undefined || value === null ? [] : [[name, String(value)]];
    }),
  );
}

/** Without what is not asked. */
export function clean(question: Question): Question {
  return Object.fromEntries(
    Object.entries(question).filter(([, value]) => value !== undefined && value !== ''),
  );
}
