import { get } from '../api/client';
import type { Clock, Listed, Space } from '../api/types';

/** No screen's clock is off its space's by more: of a fast replay so long in real time. */
const OFF_MS = 60_000;
const OFF_REAL_MS = 5_000;

/** The space that the screen shows (what is real, a replay, a drill), and its clock, which may run fast. */
class SpaceState {
  items = $state<Space[]>([]);
  name = $state<string | null>(null);
  /** The space's present moment in milliseconds; follows the server's clock, never the screen's own. */
  now = $state(Date.now());
  speed = $state(1);
  running = $state(true);
  current: Space | null = $derived(this.items.find((space) => space.name === this.name) ?? null);

  #listed = performance.now();
  #said = Date.now();
  #heard = performance.now();

  async load(wanted: string | null): Promise<void> {
    this.items = (await get<Listed<Space>>('/api/spaces')).items;
    this.#listed = performance.now();
    const chosen =
      this.items.find((space) => space.name === wanted) ??
      this.items.find((space) => space.default) ??
      this.items[0];
    if (chosen) this.choose(chosen.name);
  }

  choose(name: string): void {
    this.name = name;
    const space = this.items.find((item) => item.name === name);
    if (!space) return;
    // Its clock was read with the list, and has gone on since; the stream will say how far.
    const passed = space.running ? (performance.now() - this.#listed) * space.speed : 0;
    this.hear({ ...space, now: new Date(Date.parse(space.now) + passed).toISOString() });
  }

  hear(clock: Clock): void {
    this.#said = Date.parse(clock.now);
    this.#heard = performance.now();
    this.speed = clock.speed;
    this.running = clock.running;
    this.tick();
  }

  /** Whether a moment of the log lies ahead of the clock: it was recorded before the clock was set back. */
  isAhead(ms: number): boolean {
    return ms > this.now + Math.max(OFF_MS, OFF_REAL_MS * this.speed);
  }

  tick(): void {
    const passed = this.running ? (performance.now() - this.#heard) * this.speed : 0;
    const end = this.current?.ends_at ? Date.parse(this.current.ends_at) : Infinity;
    this.now = Math.max(this.#said, Math.min(this.#said + passed, end));
  }
}

export const space = new SpaceState();
