/** Codes of one's own in open code lists: how they stand, and which step a person may take. Pure. */
import type { components } from '../../api/schema';
import type { Person } from '../../api/types';

type Schemas = components['schemas'];
export type Code = Schemas['CodeOut'];
export type Dimension = Schemas['DimensionOut'];
export type Standing = 'proposed' | 'approved' | 'closed' | 'refused';
export type Step = 'approve' | 'refuse' | 'close' | 'reopen';

/** How a code stands on a day (`2026-07-22`): one that is closed from a later day on is still in force. */
export function standingOf(code: Pick<Code, 'state' | 'valid_to'>, day: string): Standing {
  return code.state === 'approved' && code.valid_to !== null && code.valid_to <= day ? 'closed' : code.state;
}

/** The steps that a person may take with a code; nobody decides what they proposed themselves. */
export function stepsOf(
  code: Pick<Code, 'state' | 'valid_to' | 'proposer'>,
  person: Pick<Person, 'name' | 'roles'> | null,
): Step[] {
  if (!person?.roles.includes('admin') || code.state === 'refused') return [];
  if (code.state === 'proposed') return code.proposer === person.name ? [] : ['approve', 'refuse'];
  return code.valid_to === null ? ['close'] : ['reopen'];
}

/** The lists that take codes, in the order of the catalogue. */
export function openLists(dimensions: readonly Dimension[]): Dimension[] {
  return dimensions.filter((one) => one.open);
}

/** The members of a list that are printed in the decision, by code. */
export function printedOf(dimension: Dimension, codes: readonly Code[]): string[] {
  const own = new Set(codes.map((one) => one.code));
  return Object.keys(dimension.items).filter((code) => !own.has(code));
}

const ORDER: readonly Standing[] = ['proposed', 'approved', 'closed', 'refused'];

/** The codes of a list, or of all: what waits for somebody first, then by list and name. */
export function shownOf(
  codes: readonly Code[],
  dimension: string,
  day: string,
  inWords: (dimension: Code['dimension_name']) => string,
): Code[] {
  const rank = (code: Code) => ORDER.indexOf(standingOf(code, day));
  return codes
    .filter((one) => dimension === '' || one.dimension === dimension)
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        inWords(a.dimension_name).localeCompare(inWords(b.dimension_name), 'vi') ||
        a.name_vi.localeCompare(b.name_vi, 'vi'),
    );
}

/** A proposal as the server takes it; null while it names no list or no thing. */
export function proposalOf(typed: {
  dimension: string;
  nameVi: string;
  nameEn: string;
  note: string;
}): Schemas['CodeIn'] | null {
  const name = typed.nameVi.trim();
  if (!typed.dimension || !name) return null;
  return {
    dimension: typed.dimension,
    name_vi: name,
    name_en: typed.nameEn.trim() || null,
    note: typed.note.trim() || null,
  };
}
