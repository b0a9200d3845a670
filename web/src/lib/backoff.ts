/** Milliseconds to wait before the n-th new try (from 0): doubling from one second, at most `ceiling`, spread by chance. */
export function backoff(attempt: number, ceiling = 30_000, chance: () => number = Math.random): number {
  const full = Math.min(ceiling, 1000 * 2 ** Math.min(attempt, 16));
  return Math.round(full * (0.5 + chance() / 2));
}
