import type { components } from '../api/schema';
import { Resource } from '../state/resource.svelte';

export type Reached = components['schemas']['ReachOut'];
export type Place = Reached['features'][number];
export interface Point {
  lon: number;
  lat: number;
}

export const SPANS = [15, 30, 60, 120] as const;

/** “What can get here in so many minutes”: whether a click on the map asks that, of where, and the answer. */
class Reach {
  on = $state(false);
  minutes = $state(30);
  here = $state.raw<Point | null>(null);
  readonly answer = new Resource<Reached>();

  toggle(): void {
    if (this.on) this.close();
    else this.on = true;
  }

  from(lon: number, lat: number): void {
    this.here = { lon: Number(lon.toFixed(6)), lat: Number(lat.toFixed(6)) };
  }

  close(): void {
    this.on = false;
    this.here = null;
    this.answer.clear();
  }
}

export const reach = new Reach();
