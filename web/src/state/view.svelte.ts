import type { Query } from '../api/client';
import type { Layer } from '../api/types';
import { MINUTE, stand } from '../time/scale';
import { space } from './space.svelte';

/**
 * The moment that the screen shows: the space's now, a moment to which someone went back, or one that is still to come.
 *
 * Of a moment to come only forecasts know anything. All else that the screen tells stays what it is now: `moment` and
 * `params` never lie ahead, so that nothing observed can be taken for what will be.
 */
class View {
  at = $state<number | null>(null);
  /** Show only what the system had learned by that moment. */
  knownThen = $state(false);
  /** Where the time bar stands. */
  shown: number = $derived(this.at ?? space.now);
  following: boolean = $derived(this.at === null);
  ahead: boolean = $derived(this.at !== null && this.at > space.now);
  /** The moment of all that was observed. */
  moment: number = $derived(Math.min(this.shown, space.now));
  /** Someone went back: what is told is not of now. */
  back: boolean = $derived(!this.following && !this.ahead);

  look(ms: number): void {
    this.at = stand(ms, space.now);
  }

  follow(): void {
    this.at = null;
  }

  /** What every question about what is known carries. */
  params: Query = $derived({
    space: space.name,
    ...(this.back ? this.#time() : {}),
    ...(this.back && this.knownThen && this.at !== null ? { known_at: new Date(this.at).toISOString() } : {}),
  });

  /** What a question about a layer carries: of a forecast also a moment to come. */
  paramsOf(layer: Pick<Layer, 'is_forecast'>): Query {
    return this.ahead && layer.is_forecast ? { space: space.name, ...this.#time() } : this.params;
  }

  #time(): Query {
    return this.at === null ? {} : { at: new Date(Math.floor(this.at / MINUTE) * MINUTE).toISOString() };
  }
}

export const view = new View();
