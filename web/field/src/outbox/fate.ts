/** What an answer means for a report, and when to try again. Pure. */
import { ApiProblem } from '../../../src/api/problem';
import { backoff } from '../../../src/lib/backoff';
import type { Sending, What } from './model';

/** Longest pause between two tries. Coming online, opening the app and pressing the button do not wait for it. */
export const LONGEST_PAUSE_MS = 5 * 60_000;
/** A try that a killed browser left open is taken for failed after this, where nothing proves it sooner. */
export const LOST_TRY_MS = 90_000;

/** Statuses with which the very same report can never be taken. All others may change. */
const FINAL = new Set([400, 405, 409, 410, 413, 415, 422]);

/** The code with which the server turned a token away, or null for every other fault. */
export function lockedBy(fault: unknown): string | null {
  if (!(fault instanceof ApiProblem)) return null;
  return fault.status === 401 || fault.code === 'password_change_required' ? fault.code : null;
}

/**
 * What is to be written down after a try that brought no receipt. Nothing here ever drops a report: one whose token
 * was turned away waits, unmarked, for whoever signs in next.
 */
export function fate(fault: unknown): What {
  if (!(fault instanceof ApiProblem) || lockedBy(fault) !== null) return { what: 'unreached' };
  const { status, code } = fault;
  const reason = [fault.message, ...fault.faults.map((found) => found.reason)].filter(Boolean).join(' ');
  if (FINAL.has(status) || status === 403 || code === 'unknown_space') {
    return { what: 'refused', status, code, reason };
  }
  return { what: 'unreached' };
}

/** When the next try is due (ms since 1970), or null for what waits for a person. */
export function dueAt(sending: Sending, now: number, chance: () => number = Math.random): number | null {
  if (sending.done || sending.refused) return null;
  if (sending.inFlight) return sending.lastTry + LOST_TRY_MS;
  if (sending.failures === 0) return now;
  return sending.lastTry + backoff(sending.failures, LONGEST_PAUSE_MS, chance);
}
