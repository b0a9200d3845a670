import { describe, expect, it } from 'vitest';
import { listed } from './listing';
import type { Place } from './reach.svelte';

const place = (kind: 'commune' | 'resource' | 'shelter', minutes: number): Place => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [104, 22] },
  properties: { kind, id: `${kind}${String(minutes)}`, name: kind, minutes, how: 'road', facts: {} },
});

describe('what is reached', () => {
  it('shows what can help before where people live, the nearest first', () => {
    const found = listed([place('commune', 0), place('resource', 20), place('resource', 5)], 10);
    expect(found.map((group) => group.kind)).toEqual(['resource', 'commune']);
    expect(found[0]?.places.map((one) => one.properties.minutes)).toEqual([5, 20]);
  });

  it('says how many it leaves out, and loses none', () => {
    const many = Array.from({ length: 7 }, (_, n) => place('shelter', n));
    const [group] = listed(many, 5);
    expect(group?.places).toHaveLength(5);
    expect(group?.more).toBe(2);
    expect(listed([], 5)).toEqual([]);
  });
});
