/** A count of people as it waits on the phone, and what its answer means. Pure. */
import { dueAt, fate } from '../outbox/fate';

export type Direction = 'out' | 'in' | 'home';

/** What is written down before anything is sent; `text` is sent letter for letter, so that a repeat is known by its id. */
export interface Count {
  id: string;
  text: string;
  space: string;
  author: { name: string; label: string };
  madeAt: number;
  /** How far this device's clock was known to be off when it dated the count; null: not known. Old ones do not say. */
  clockOffMs?: number | null;
  direction: Direction;
  people: number;
  /** Where the people leave, or come to, as the list shows it. */
  place: string;
  evacuation: string | null;
  shelter: string | null;
  failures: number;
  lastTry: number;
  sentAt: number | null;
  refused: { code: string; reason: string } | null;
}

/** What the person chose; `evacuation` null: they came by themselves. */
export interface Chosen {
  id: string;
  direction: Direction;
  people: number;
  evacuation: string | null;
  shelter: string | null;
  /** Why a shelter takes in more than it has room for. */
  override: string;
}

/** What is missing before it can be kept; null where nothing is. */
export function lacks(chosen: Chosen): 'people' | 'order' | 'shelter' | null {
  if (!Number.isInteger(chosen.people) || chosen.people < 1 || chosen.people > MOST_PEOPLE) return 'people';
  if (chosen.direction === 'out') return chosen.evacuation === null ? 'order' : null;
  return chosen.shelter === null ? 'shelter' : null;
}

/** As many as the server takes at once. */
export const MOST_PEOPLE = 50_000;

export function counted(
  chosen: Chosen,
  of: Pick<Count, 'space' | 'author' | 'madeAt' | 'clockOffMs' | 'place'> & { countedAt: string },
): Count {
  const shelter = chosen.direction === 'out' ? null : chosen.shelter;
  const why = chosen.override.trim();
  const body = {
    id: chosen.id,
    direction: chosen.direction,
    people: chosen.people,
    ...(chosen.evacuation === null ? {} : { evacuation_id: chosen.evacuation }),
    ...(shelter === null ? {} : { shelter_id: shelter }),
    counted_at: of.countedAt,
    ...(why && chosen.direction === 'in' ? { override: why } : {}),
  };
  return {
    id: chosen.id,
    text: JSON.stringify(body),
    space: of.space,
    author: of.author,
    madeAt: of.madeAt,
    ...(of.clockOffMs === undefined ? {} : { clockOffMs: of.clockOffMs }),
    direction: chosen.direction,
    people: chosen.people,
    place: of.place,
    evacuation: chosen.evacuation,
    shelter,
    failures: 0,
    lastTry: 0,
    sentAt: null,
    refused: null,
  };
}

export const waits = (count: Count): boolean => count.sentAt === null && count.refused === null;

/** When the next try is due; null for what is done, or waits for a person. */
export function due(count: Count, now: number, chance?: () => number): number | null {
  const { failures, lastTry } = count;
  return dueAt(
    { done: !waits(count), refused: null, inFlight: false, lastTry, failures } as Parameters<typeof dueAt>[0],
    now,
    chance,
  );
}

/** What a try without a receipt changes. Nothing here ever drops a count. */
export function after(fault: unknown, count: Count, now: number): Partial<Count> {
  const said = fate(fault);
  if (said.what === 'refused') return { refused: { code: said.code, reason: said.reason }, lastTry: now };
  return { failures: count.failures + 1, lastTry: now };
}

/** A shelter without room takes them in all the same where somebody says why. */
export const asksWhy = (count: Count): boolean =>
  count.refused !== null && ['shelter_full', 'shelter_not_counted'].includes(count.refused.code);
