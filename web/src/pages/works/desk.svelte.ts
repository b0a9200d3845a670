import type { components } from '../../api/schema';
import type { Listed } from '../../api/types';
import { follow } from '../../state/follow';
import { Resource } from '../../state/resource.svelte';
import { space } from '../../state/space.svelte';

type Schemas = components['schemas'];
export type Point = Schemas['RoadPointOut'];
export type PointDetail = Schemas['RoadPointDetail'];
export type Work = Schemas['WorkOut'];
export type Notice = Schemas['ReservoirNoticeOut'];
export type Road = Schemas['RoadOut'];

const SETTLE_MS = 600;
const MOST = 1000;
const RANK = { cut: 0, one_lane: 1, open: 2 } as Record<string, number>;

/** What the page shows: road points, works, what is told downstream, and whether roads are loaded. */
export class Desk {
  points = new Resource<Listed<Point>>();
  reservoirs = new Resource<Listed<Work>>();
  structures = new Resource<Listed<Work>>();
  notices = new Resource<Listed<Notice>>();
  roads = new Resource<Listed<Road>>();

  /** Cut roads first, then the longest in that state. */
  ranked: Point[] = $derived(
    [...(this.points.data?.items ?? [])].sort(
      (a, b) => (RANK[a.state] ?? 9) - (RANK[b.state] ?? 9) || a.since.localeCompare(b.since),
    ),
  );

  open(): () => void {
    this.refresh();
    void this.roads.load('/api/roads', { limit: 1, space: space.name });
    return follow(
      (change) => change.domain === 'works',
      () => this.refresh(),
      SETTLE_MS,
    );
  }

  refresh(): void {
    const query = { space: space.name, limit: MOST };
    void this.points.load('/api/road-points', query);
    void this.reservoirs.load('/api/works?kind=irrigation_reservoir&kind=hydropower_reservoir', query);
    void this.structures.load('/api/works?kind=dike&kind=embankment', query);
    void this.notices.load('/api/works/notices', { space: space.name });
  }
}
