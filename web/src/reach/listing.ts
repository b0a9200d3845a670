/** What is reached, in the order in which somebody in need reads it. Pure. */
import type { Place } from './reach.svelte';

export const ORDER = ['resource', 'shelter', 'commune'] as const;
export type Kind = (typeof ORDER)[number];

/** The places of each kind, the nearest in time first, and no more than `most` of each. */
export function listed(places: Place[], most: number): { kind: Kind; places: Place[]; more: number }[] {
  return ORDER.map((kind) => {
    const mine = places
      .filter((place) => place.properties.kind === kind)
      .sort((a, b) => a.properties.minutes - b.properties.minutes);
    return { kind, places: mine.slice(0, most), more: Math.max(0, mine.length - most) };
  }).filter((group) => group.places.length > 0);
}
