import { stage } from '../map/stage.svelte';
import { layers } from '../state/layers.svelte';
import { space } from '../state/space.svelte';
import { view } from '../state/view.svelte';
import { horizonOf, momentAt, onward, playStep, share, spanOf, within } from './scale';

const HOUR = 3600_000;
const BEAT_MS = 250;
const MOST_BEATS_WAITED = 20;

/** Moves the screen through time: by hand, by step, or playing until it meets the present. */
class Player {
  playing = $state(false);
  speed = $state(1);
  #waited = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  #minute = $derived(Math.floor(space.now / 60_000) * 60_000);
  /** How far ahead the screen can go: to where a forecast ends. */
  horizon = $derived(horizonOf(layers.items, this.#minute));
  span = $derived(spanOf(space.current, this.#minute, this.horizon));

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  play(): void {
    if (view.following) view.look(this.span.from);
    this.playing = true;
    this.#timer = setInterval(() => this.#beat(), BEAT_MS);
  }

  pause(): void {
    this.playing = false;
    clearInterval(this.#timer);
  }

  step(hours: number): void {
    this.pause();
    this.go(view.shown + hours * HOUR);
  }

  go(ms: number): void {
    view.look(within(ms, this.span, space.now, this.horizon));
  }

  goToShare(part: number): void {
    this.go(momentAt(this.span, part));
  }

  now(): void {
    this.pause();
    view.follow();
  }

  get share(): number {
    return share(this.span, view.shown);
  }

  /** Waits for the picture of the last step: a slow line plays slower, it never skips. A tile that does not come
   * holds it up for a while, not for ever. */
  #beat(): void {
    const waiting = layers.busy.size > 0 || stage.map?.areTilesLoaded() === false;
    if (layers.busy.size > 0 || (waiting && this.#waited < MOST_BEATS_WAITED)) {
      this.#waited += 1;
      return;
    }
    this.#waited = 0;
    const by = (playStep(this.span, this.speed) * BEAT_MS) / 1000;
    const next = onward(view.shown, by, space.now, this.horizon);
    this.go(next.at);
    if (next.stops || view.following) this.pause();
  }
}

export const player = new Player();
