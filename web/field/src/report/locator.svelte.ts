/** The phone's position, better by the second while the step is open; the best of the last two minutes counts. */
export interface Fix {
  lon: number;
  lat: number;
  accuracy_m: number;
}

const OLD_MS = 120_000;

export class Locator {
  fix = $state.raw<Fix | null>(null);
  fault = $state<'denied' | 'none' | null>(null);
  #at = 0;
  #watch: number | null = null;

  open(): () => void {
    this.again();
    return () => this.#stop();
  }

  again(): void {
    this.#stop();
    this.fault = null;
    const geolocation = navigator.geolocation as Geolocation | undefined;
    if (!geolocation) {
      this.fault = 'none';
      return;
    }
    this.#watch = geolocation.watchPosition(
      ({ coords, timestamp }) => {
        const fresh = {
          lon: coords.longitude,
          lat: coords.latitude,
          accuracy_m: Math.max(1, coords.accuracy),
        };
        if (!Number.isFinite(fresh.lon) || !Number.isFinite(fresh.lat)) return;
        this.fault = null;
        const better = this.fix === null || fresh.accuracy_m <= this.fix.accuracy_m;
        if (!better && timestamp - this.#at < OLD_MS) return;
        this.fix = fresh;
        this.#at = timestamp;
      },
      (error) => {
        if (this.fix === null) this.fault = error.code === error.PERMISSION_DENIED ? 'denied' : 'none';
      },
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 },
    );
  }

  #stop(): void {
    if (this.#watch !== null) navigator.geolocation.clearWatch(this.#watch);
    this.#watch = null;
  }
}
