/** Joining a layer's values to the geometry in the browser: only what changed is told to the map. */
import type { Cell, LayerValues } from '../api/types';

export type Classes = ReadonlyMap<string, Cell>;
/** The classes that at least one feature has, as text. */
export type Present = ReadonlySet<string>;

export function column(values: LayerValues, name: string): number {
  return values.columns.indexOf(name);
}

/** Feature id to class, by the column that the layer's style names. */
export function classes(values: LayerValues, by: string | null): Classes {
  const id = column(values, 'id');
  const named = column(values, by ?? 'class');
  const at = named >= 0 ? named : column(values, 'value');
  const result = new Map<string, Cell>();
  for (const row of values.rows) result.set(String(row[id]), row[at] ?? null);
  return result;
}

/** What must be told: ids whose class differs, and ids that have gone (null). */
export function difference(before: Classes, after: Classes): [id: string, value: Cell][] {
  const changed: [string, Cell][] = [];
  for (const [id, value] of after) if (before.get(id) !== value || !before.has(id)) changed.push([id, value]);
  for (const id of before.keys()) if (!after.has(id)) changed.push([id, null]);
  return changed;
}

/** How many features each class holds, for the legend. Null counts under `null`. */
export function counts(after: Classes): Map<Cell, number> {
  const result = new Map<Cell, number>();
  for (const value of after.values()) result.set(value, (result.get(value) ?? 0) + 1);
  return result;
}
