import type { LngLatBoundsLike, Map as MapLibreMap } from 'maplibre-gl';

/** Room for the time that stands on the map, and for the notices. */
export const PADDING = { top: 96, bottom: 56, left: 40, right: 64 };

/** The map that is on the screen, for those who must move it or ask it. */
class Stage {
  map = $state.raw<MapLibreMap | null>(null);
  home: LngLatBoundsLike | null = null;

  fit(bounds: LngLatBoundsLike, maxZoom = 11): void {
    this.map?.fitBounds(bounds, { padding: PADDING, maxZoom, duration: this.calm ? 0 : 900 });
  }

  fly(lon: number, lat: number, zoom = 11): void {
    if (!this.map) return;
    const target = Math.max(this.map.getZoom(), zoom);
    if (this.calm) this.map.jumpTo({ center: [lon, lat], zoom: target });
    else this.map.flyTo({ center: [lon, lat], zoom: target, duration: 900 });
  }

  get calm(): boolean {
    return matchMedia('(prefers-reduced-motion: reduce)').matches;
  }
}

export const stage = new Stage();
