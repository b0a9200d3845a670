/** The keys of the desk; none of them acts while someone types or answers a question. */
export type Keys = Record<string, () => void>;

export function keyed(event: KeyboardEvent, keys: Keys): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.target as HTMLElement;
  if (target.closest('dialog') || target.matches('input, textarea, select, [contenteditable]')) return;
  if ((event.key === ' ' || event.key === 'Enter') && target.matches('button:not([data-row]), a, summary'))
    return;
  const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
}
