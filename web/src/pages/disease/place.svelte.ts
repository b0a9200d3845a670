import { numberOf, written } from '../../lib/numbers';

interface Position {
  lon: number;
  lat: number;
}

/** Where an outbreak lies, as it is typed or as this device finds it. */
export class Place {
  lon = $state('');
  lat = $state('');
  refused = $state(false);
  #accuracy = $state<number | null>(null);
  #found = $state('');

  constructor(position: Position | null = null) {
    this.lon = written(position?.lon);
    this.lat = written(position?.lat);
  }

  given: boolean = $derived(this.lon.trim() !== '' && this.lat.trim() !== '');

  /** As the server takes it. What was typed over what the device found is no measurement any more. */
  body(): Record<string, unknown> | null {
    if (!this.given) return null;
    const measured = this.#accuracy !== null && this.#found === `${this.lon} ${this.lat}`;
    return {
      lon: numberOf(this.lon, 180),
      lat: numberOf(this.lat, 180),
      accuracy_m: measured ? this.#accuracy : null,
      method: measured ? 'gps' : 'tap',
    };
  }

  locate(): void {
    this.refused = false;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.lon = written(Number(coords.longitude.toFixed(5)));
        this.lat = written(Number(coords.latitude.toFixed(5)));
        this.#accuracy = Math.round(coords.accuracy);
        this.#found = `${this.lon} ${this.lat}`;
      },
      () => (this.refused = true),
      { enableHighAccuracy: true, timeout: 20_000 },
    );
  }
}
