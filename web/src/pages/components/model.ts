/** Component indicators of open lists: who may decide, in which order they stand, and what a proposal is. Pure. */
import type { components } from '../../api/schema';
import type { Person } from '../../api/types';

type Schemas = components['schemas'];
export type Proposal = Schemas['ProposalOut'];
export type OpenList = Schemas['OpenListOut'];
export type OpenLists = Schemas['OpenListsOut'];
export type Body = Schemas['ComponentIn'];

/** Nobody decides what they proposed themselves. */
export function mayDecide(
  one: Pick<Proposal, 'state' | 'proposer'>,
  person: Pick<Person, 'name' | 'roles'> | null,
): boolean {
  return (
    one.state === 'proposed' &&
    person !== null &&
    person.roles.includes('admin') &&
    one.proposer !== person.name
  );
}

/** Lists by the group and set that they stand in, in the order of print. */
export function grouped(lists: readonly OpenList[]): [first: OpenList, members: OpenList[]][] {
  const found = new Map<string, OpenList[]>();
  for (const list of lists) {
    const key = `${list.set} ${list.group}`;
    found.set(key, [...(found.get(key) ?? []), list]);
  }
  return [...found.values()].map((members) => [members[0] as OpenList, members]);
}

const ORDER = ['proposed', 'approved', 'refused'];

/** The proposals for a set, or for all: what waits for somebody first, then by the lists in the order of print. */
export function shownOf(proposals: readonly Proposal[], lists: readonly OpenList[], set: string): Proposal[] {
  const place = new Map(lists.map((list, index) => [list.code, index]));
  const setOf = new Map(lists.map((list) => [list.code, list.set]));
  return proposals
    .filter((one) => set === '' || (setOf.get(one.parent_code) ?? one.parent_code.split('.')[0]) === set)
    .sort(
      (a, b) =>
        ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
        (place.get(a.parent_code) ?? lists.length) - (place.get(b.parent_code) ?? lists.length) ||
        b.id - a.id,
    );
}

/** What is typed into the form; empty texts are what is left out. */
export interface Typed {
  parent: string;
  nameVi: string;
  nameEn: string;
  unit: string;
  kind: Body['value_kind'] | '';
  overPlaces: Body['over_places'];
  overTime: Body['over_time'];
  frequency: string;
  responsible: string;
  grounds: string;
}

const LEAST = 3;

/**
 * A proposal for a list as the server takes it; null while something is missing. A figure has a unit, a text has none.
 * Without a frequency and an office, its own or the list's, nobody would ever be asked for it.
 */
export function proposalOf(
  typed: Typed,
  list: Pick<OpenList, 'frequency' | 'responsible'> | undefined,
): Body | null {
  const [nameVi, nameEn, grounds] = [typed.nameVi.trim(), typed.nameEn.trim(), typed.grounds.trim()];
  if (!list || typed.kind === '') return null;
  if (!(typed.frequency || list.frequency) || !(typed.responsible || list.responsible)) return null;
  if ([nameVi, nameEn, grounds].some((text) => text.length < LEAST)) return null;
  const isText = typed.kind === 'text';
  if (!isText && !typed.unit) return null;
  return {
    parent: typed.parent,
    name_vi: nameVi,
    name_en: nameEn,
    unit: isText ? null : typed.unit,
    frequency: typed.frequency || null,
    responsible: typed.responsible || null,
    value_kind: typed.kind,
    over_places: isText || typed.kind === 'rate' ? 'none' : typed.overPlaces,
    over_time: isText || typed.kind === 'rate' ? 'none' : typed.overTime,
    grounds,
  };
}
