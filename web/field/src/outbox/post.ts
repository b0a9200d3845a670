/** How a report and its parts reach the server, and how one learns what became of it. */
import type { Incident } from '../../../src/api/types';
import type { Identity } from '../who/identity';
import type { Known, Part, Report } from './model';
import { get, read, wire } from './wire';

export interface Poster {
  text(report: Report, by: Identity): Promise<{ known: Known; again: boolean }>;
  /** `place` is where an earlier try began; `keep` remembers where this one does. */
  part(
    report: Report,
    part: Part,
    by: Identity,
    place: string | null,
    keep: (url: string) => Promise<void>,
  ): Promise<void>;
  known(report: Report, by: Identity): Promise<Known>;
}

/** The incident as answers carry it; the newer ones say who has seen it. */
type Told = Incident & { seen_at?: string | null; acted_at?: string | null };

export function knownFrom(told: Told): Known {
  return {
    receivedAt: told.received_at,
    state: told.state,
    stateLabel: told.state_label,
    seenAt: told.seen_at ?? null,
    actedAt: told.acted_at ?? null,
    commune: told.commune_name,
  };
}

const inSpace = (path: string, space: string) => `${path}?space=${encodeURIComponent(space)}`;

/** The report in its own words where its author sends it; else carried, its author named and sealed. */
export async function sendText(report: Report, by: Identity): Promise<{ known: Known; again: boolean }> {
  const own = report.origin === 'own' && report.author.name === by.name;
  const body = own
    ? report.text
    : JSON.stringify({
        text: report.text,
        author: report.author.name,
        author_label: report.author.label,
        made_at: new Date(report.madeAt).toISOString(),
        ...(report.proof === null ? {} : { proof: report.proof }),
      });
  const answer = await wire(
    inSpace(own ? '/api/incidents' : '/api/incidents/carried', report.space),
    by.secret,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    },
  );
  const told = own ? await read<Told>(answer) : (await read<{ incident: Told }>(answer)).incident;
  if (told.id !== report.id) throw new Error('the receipt is for another report');
  return { known: knownFrom(told), again: answer.status === 200 };
}

export async function askKnown(report: Report, by: Identity): Promise<Known> {
  return knownFrom(await get<Told>(inSpace(`/api/incidents/${report.id}`, report.space), by.secret));
}
