import { keep, recall } from '../lib/stored';
import { session } from '../session/session.svelte';

export type Sheet = 'layers' | 'decide' | 'time' | null;

/** What is open on this screen. */
class Ui {
  left = $state(recall('left', true));
  right = $state(recall('right', true));
  commune = $state<string | null>(null);
  reporting = $state(false);
  reportStep = $state<1 | 2 | 3>(1);
  wall = $state(false);
  keys = $state(false);
  /** The bottom sheet of a phone. */
  sheet = $state<Sheet>(null);
  phone = $state(false);

  fold(side: 'left' | 'right'): void {
    this[side] = !this[side];
    keep(side, this[side]);
  }

  openCommune(code: string): void {
    this.commune = code;
    this.right = true;
    this.sheet = null;
  }

  report(): void {
    if (session.state === 'public') {
      session.comeIn();
      return;
    }
    this.reporting = true;
    this.commune = null;
    this.right = true;
    this.sheet = null;
    this.wall = false;
  }
}

export const ui = new Ui();
