import type { Query } from '../api/client';
import { space } from './space.svelte';

const MINUTE = 60_000;

/** The moment that the screen shows: the space's now, or a moment to which someone went back. */
class View {
  at = $state<number | null>(null);
  /** Show only what the system had learned by that moment. */
  knownThen = $state(false);
  moment: number = $derived(this.at ?? space.now);
  following: boolean = $derived(this.at === null);

  look(ms: number): void {
    const minute = Math.floor(ms / MINUTE) * MINUTE;
    this.at = minute >= space.now - MINUTE / 2 ? null : minute;
  }

  follow(): void {
    this.at = null;
  }

  /** What every question about the map's present moment carries. */
  params: Query = $derived({
    space: space.name,
    ...(this.at === null ? {} : { at: new Date(this.at).toISOString() }),
    ...(this.at !== null && this.knownThen ? { known_at: new Date(this.at).toISOString() } : {}),
  });
}

export const view = new View();
