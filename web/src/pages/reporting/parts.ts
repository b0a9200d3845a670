/** Figures broken down by dimension: each part is a cell of its own, below its total. Pure. */
import type { Cell, Form, Part } from './address';

/** The key of a part of a cell's figure: `indicator|dimension=code`. */
export function partKey(indicator: string, part: Pick<Part, 'dimension' | 'code'>): string {
  return `${indicator}|${part.dimension}=${part.code}`;
}

/** A part of a cell as a cell of its own, so that it is typed in, kept, sent and compared like every other. */
export function partCell(cell: Cell, part: Part): Cell {
  return {
    ...cell,
    indicator: { ...cell.indicator, code: partKey(cell.indicator.code, part), name: part.name },
    id: part.id,
    value: part.value,
    note: part.note,
    entered_by: null,
    previous: part.previous,
    checks: cell.checks.filter((check) => check.kind !== 'jump'),
    parts: [],
    mark: part.standing === 'listed' ? null : part.standing_name,
  };
}

/** Every cell of a form in the order in which it is filled in: each with its parts below it. */
export function cellsOf(form: Form | null): Cell[] {
  return (form?.cells ?? []).flatMap((cell) => [cell, ...cell.parts.map((part) => partCell(cell, part))]);
}

/** The indicator of a key, and the dimension where it is a part's. */
export function readKey(key: string): { indicator: string; dimensions?: Record<string, string> } {
  const [indicator = key, part] = key.split('|');
  const [dimension, code] = part?.split('=') ?? [];
  return dimension && code ? { indicator, dimensions: { [dimension]: code } } : { indicator };
}
