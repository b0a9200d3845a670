/** One camera for the maps of the page: whoever moves, the others follow. */
import type { Map as MapLibreMap } from 'maplibre-gl';

export interface Where {
  lon: number;
  lat: number;
  zoom: number;
}

class Cameras {
  #maps = new Set<MapLibreMap>();
  #leader: MapLibreMap | null = null;
  where: Where | null = null;

  join(map: MapLibreMap): () => void {
    const first = [...this.#maps][0];
    if (first) map.jumpTo({ center: first.getCenter(), zoom: first.getZoom() });
    else if (this.where) map.jumpTo({ center: [this.where.lon, this.where.lat], zoom: this.where.zoom });
    this.#maps.add(map);
    const moved = () => this.#follow(map);
    map.on('move', moved);
    return () => {
      map.off('move', moved);
      this.#maps.delete(map);
    };
  }

  go(where: Where): void {
    this.where = where;
    for (const map of this.#maps) map.jumpTo({ center: [where.lon, where.lat], zoom: where.zoom });
  }

  fit(bounds: [number, number, number, number]): void {
    const map = [...this.#maps][0];
    map?.fitBounds(bounds, { padding: 24, duration: 0 });
  }

  #follow(map: MapLibreMap): void {
    if (this.#leader && this.#leader !== map) return;
    this.#leader = map;
    const center = map.getCenter();
    this.where = { lon: center.lng, lat: center.lat, zoom: map.getZoom() };
    for (const other of this.#maps) {
      if (other !== map) other.jumpTo({ center, zoom: map.getZoom() });
    }
    this.#leader = null;
  }
}

export const cameras = new Cameras();
