/**
 * Reports on their way. A report is written down before it is sent and is sent under the same id until the server
 * has acknowledged it, so that nothing is lost and nothing is counted twice. Pure: storage and sending are given.
 */
import { ApiProblem } from '../api/problem';
import type { Person, ReportBody } from '../api/types';
import { worthRetrying } from '../api/client';

export interface Parcel {
  id: string;
  space: string;
  body: ReportBody;
  place: string;
  madeAt: number;
  state: 'waiting' | 'sending' | 'received' | 'refused';
  attempts: number;
  reason: string | null;
  /** Who wrote it. It is sent in nobody else's name, unless that person says so. */
  author?: Author;
}

export interface Author {
  /** As they sign in. */
  name: string;
  shown: string;
}

export interface Shelf {
  all(): Promise<Parcel[]>;
  put(parcel: Parcel): Promise<void>;
  remove(id: string): Promise<void>;
}

export type Sender = (parcel: Parcel) => Promise<void>;

/** Parcels in the order they were made; those left as "sending" by a closed page wait again. */
export async function reopened(shelf: Shelf): Promise<Parcel[]> {
  const parcels = await shelf.all();
  return parcels
    .map((parcel) => (parcel.state === 'sending' ? { ...parcel, state: 'waiting' as const } : parcel))
    .sort((a, b) => a.madeAt - b.madeAt);
}

export const authorOf = (person: Person): Author => ({ name: person.name, shown: person.display_name });

/** Whether it may go out in the name of who is signed in. One from before reports had authors may. */
export function isOf(parcel: Parcel, name: string | undefined): boolean {
  return parcel.author === undefined || parcel.author.name === name;
}

/** What became of one attempt. Only an answer that will never change refuses a report; all else waits. */
export async function attempt(parcel: Parcel, send: Sender): Promise<Parcel> {
  const tried = { ...parcel, attempts: parcel.attempts + 1 };
  try {
    await send(tried);
    return { ...tried, state: 'received', reason: null };
  } catch (fault) {
    if (fault instanceof ApiProblem && !worthRetrying(fault) && fault.code !== 'password_change_required') {
      const reasons = [fault.message, ...fault.faults.map((f) => f.reason)];
      return { ...tried, state: 'refused', reason: reasons.filter(Boolean).join(' ') };
    }
    return { ...tried, state: 'waiting', reason: null };
  }
}
