/** The shapes of the triage desk, and how its list keeps still. Pure. */
import type { Incident } from '../../api/types';
import type { components } from '../../api/schema';
import type { Said } from '../../i18n/language.svelte';

type Schemas = components['schemas'];

/** What is alike to the chosen incident: not known yet, not to be had, or a list. */
export type LikelyState = 'loading' | 'failed' | Likely[];

/** What G would merge, or why there is nothing: what was not seen yet is never merged. */
export function mostAlike(likely: LikelyState): Likely | 'loading' | 'failed' | 'none' {
  if (typeof likely === 'string') return likely;
  return likely.find((one) => one.proposed) ?? likely[0] ?? 'none';
}

export type Reason = Schemas['ReasonOut'];
export type Present = Schemas['PresentOut'];
export interface Item {
  incident: Incident;
  score_minutes: number;
  reasons: Reason[];
  present: Present[];
}
export interface Queue {
  items: Item[];
  next: string | null;
  counts: Schemas['QueueCountsOut'] | null;
}
export type Likely = Omit<Schemas['LikelyOut'], 'incident'> & { incident: Incident };
export type Attachment = Schemas['AttachmentOut'];
export type Bulk = Schemas['BulkOut'];
export type Handover = Schemas['HandoverOut'];
export type TimelineEntry = Omit<Schemas['TimelineEntry'], 'op_label'> & { op_label: Said };
export interface Repeats {
  incident: Incident;
  repeats: Incident[];
}

/** One field that two people wrote. */
export interface Conflict {
  field: string;
  base: unknown;
  theirs: unknown;
  yours: unknown;
  by?: string;
  at?: string;
}

/**
 * The list under a reader's eyes: what is there stays in its place with its new content, what is gone goes, and what
 * is new or has moved waits (`waiting` counts it) until the reader asks for the order of now.
 */
export function settled(shown: readonly Item[], now: readonly Item[]): { items: Item[]; waiting: number } {
  if (shown.length === 0) return { items: [...now], waiting: 0 };
  const byId = new Map(now.map((item) => [item.incident.id, item]));
  const items = shown.flatMap((item) => byId.get(item.incident.id) ?? []);
  const kept = new Set(items.map((item) => item.incident.id));
  const fresh = now.filter((item) => !kept.has(item.incident.id)).length;
  const order = now.filter((item) => kept.has(item.incident.id));
  const moved = order.filter((item, place) => item.incident.id !== items[place]?.incident.id).length;
  return { items, waiting: fresh + (moved > 0 ? 1 : 0) };
}

/** A page after what is there already, nothing twice. */
export function joined(shown: readonly Item[], more: readonly Item[]): Item[] {
  const known = new Set(shown.map((item) => item.incident.id));
  return [...shown, ...more.filter((item) => !known.has(item.incident.id))];
}

/** The one to go to when `id` leaves the list: the next below, else the last. */
export function following(items: readonly Item[], id: string, leaving: readonly string[]): string | null {
  const from = items.findIndex((item) => item.incident.id === id);
  const below = items.slice(from + 1).find((item) => !leaving.includes(item.incident.id));
  const above = items
    .slice(0, Math.max(from, 0))
    .reverse()
    .find((item) => !leaving.includes(item.incident.id));
  return (below ?? above)?.incident.id ?? null;
}

/** Two letters for a person's mark. */
export function initials(name: string): string {
  const parts = name.split(/[\s._:-]+/).filter(Boolean);
  const letters = parts.length > 1 ? [parts[0]?.[0], parts[parts.length - 1]?.[0]] : [...name].slice(0, 2);
  return letters.join('').toUpperCase();
}
