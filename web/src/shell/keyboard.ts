/** The keys of the command map; none of them acts while someone types. */
import { reach } from '../reach/reach.svelte';
import { theme } from '../state/theme.svelte';
import { ui } from '../state/ui.svelte';
import { player } from '../time/player.svelte';

const ACTIONS: Record<string, () => void> = {
  b: () => ui.report(),
  l: () => ui.fold('left'),
  r: () => ui.fold('right'),
  n: () => player.now(),
  ' ': () => player.toggle(),
  d: () => theme.choose(theme.shown === 'night' ? 'day' : 'night'),
  w: () => (ui.wall = !ui.wall),
  '?': () => (ui.keys = true),
};

export function keyed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.target as HTMLElement;
  if (event.key === 'Escape') return close();
  if (target.matches('input, textarea, select, [contenteditable]')) return;
  // Space presses what has the focus; the map's own focus is for its arrows.
  if (event.key === ' ' && target.matches('button, a, [role="tab"]')) return;
  const action = ACTIONS[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action();
}

/** Escape closes what came last. */
function close(): void {
  if (ui.keys) ui.keys = false;
  else if (ui.wall) ui.wall = false;
  else if (ui.reporting) ui.reporting = false;
  else if (ui.sheet) ui.sheet = null;
  else if (reach.on) reach.close();
  else ui.commune = null;
}
