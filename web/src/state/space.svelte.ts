import { get } from '../api/client';
import type { Clock, Listed, Space } from '../api/types';

/** The space that the screen shows (what is real, a replay, a drill), and its clock, which may run fast. */
class SpaceState {
  items = $state<Space[]>([]);
  name = $state<string | null>(null);
  /** The space's present moment in milliseconds; follows the server's clock, never the screen's own. */
  now = $state(Date.now());
  speed = $state(1);
  running = $state(true);
  current: Space | null = $derived(this.items.find((space) => space.name === this.name) ?? null);

  #said = Date.now();
  #heard = performance.now();

  async load(wanted: string | null): Promise<void> {
    this.items = (await get<Listed<Space>>('/api/spaces')).items;
    const chosen =
      this.items.find((space) => space.name === wanted) ??
      this.items.find((space) => space.default) ??
      this.items[0];
    if (chosen) this.choose(chosen.name);
  }

  choose(name: string): void {
    this.name = name;
    const space = this.items.find((item) => item.name === name);
    if (space) this.hear(space);
  }

  hear(clock: Clock): void {
    this.#said = Date.parse(clock.now);
    this.#heard = performance.now();
    this.speed = clock.speed;
    this.running = clock.running;
    this.tick();
  }

  tick(): void {
    const passed = this.running ? (performance.now() - this.#heard) * this.speed : 0;
    const end = this.current?.ends_at ? Date.parse(this.current.ends_at) : Infinity;
    this.now = Math.max(this.#said, Math.min(this.#said + passed, end));
  }
}

export const space = new SpaceState();
