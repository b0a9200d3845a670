import type { ApiProblem } from '../../api/problem';
import type { Recipient } from './desk.svelte';

/** What the page says of a recipient; address and signing key go beside it. */
export interface Said {
  name: string;
  area: string[];
  least_level: number;
}

/** Only what was edited: what somebody else changes meanwhile is not put back by a field that was left alone. */
export function edited(read: Said, said: Said): Partial<Said> {
  return {
    ...(said.name === read.name ? {} : { name: said.name }),
    ...(said.area.join() === read.area.join() ? {} : { area: said.area }),
    ...(said.least_level === read.least_level ? {} : { least_level: said.least_level }),
  };
}

/** The recipient as somebody else left it, where the refusal says that they wrote meanwhile (status 412). */
export function meanwhile(recipient: Recipient, problem: ApiProblem): Recipient | null {
  const { etag, name, area, least_level, shown } = problem.document as Partial<Recipient>;
  if (problem.status !== 412 || !etag || !name || !area || !least_level || !shown) return null;
  return { ...recipient, etag, name, area, least_level, shown };
}
