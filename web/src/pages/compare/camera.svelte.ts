/** One camera for the maps of the page: whoever moves, the others follow. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import { SvelteMap } from 'svelte/reactivity';

export interface Where {
  lon: number;
  lat: number;
  zoom: number;
}

class Cameras {
  /** The maps that are drawn, by what they show. */
  readonly maps = new SvelteMap<string, MapLibreMap>();
  #leader: MapLibreMap | null = null;
  where: Where | null = null;
  /** What was to be seen before there was a map. */
  #wanted: [number, number, number, number] | null = null;

  join(key: string, map: MapLibreMap): () => void {
    const [first] = this.maps.values();
    if (first) map.jumpTo({ center: first.getCenter(), zoom: first.getZoom() });
    else if (this.#wanted) this.#show(map, this.#wanted);
    else if (this.where) map.jumpTo({ center: [this.where.lon, this.where.lat], zoom: this.where.zoom });
    this.maps.set(key, map);
    const moved = () => this.#follow(map);
    map.on('move', moved);
    return () => {
      map.off('move', moved);
      if (this.maps.get(key) === map) this.maps.delete(key);
    };
  }

  go(where: Where): void {
    this.where = where;
    this.#wanted = null;
    for (const map of this.maps.values()) map.jumpTo({ center: [where.lon, where.lat], zoom: where.zoom });
  }

  fit(bounds: [number, number, number, number]): void {
    const [first] = this.maps.values();
    if (first) this.#show(first, bounds);
    else this.#wanted = bounds;
  }

  #show(map: MapLibreMap, bounds: [number, number, number, number]): void {
    this.#wanted = null;
    map.fitBounds(bounds, { padding: 24, duration: 0 });
  }

  #follow(map: MapLibreMap): void {
    if (this.#leader && this.#leader !== map) return;
    this.#leader = map;
    const center = map.getCenter();
    this.where = { lon: center.lng, lat: center.lat, zoom: map.getZoom() };
    for (const other of this.maps.values()) {
      if (other !== map) other.jumpTo({ center, zoom: map.getZoom() });
    }
    this.#leader = null;
  }
}

export const cameras = new Cameras();
