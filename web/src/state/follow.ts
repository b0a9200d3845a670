import type { Change } from '../api/types';
import { Soon } from '../lib/soon';
import { live } from './live.svelte';

/** Does `work` soon after changes that concern it, once for all that come within `ms`; ends with the function that stops it. */
export function follow(concerns: (change: Change) => boolean, work: () => void, ms: number): () => void {
  const soon = new Soon(work, ms);
  const heard = live.listen((change) => {
    if (concerns(change)) soon.ask();
  });
  return () => {
    heard();
    soon.stop();
  };
}
