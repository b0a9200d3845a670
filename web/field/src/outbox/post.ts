/** How a report and its parts reach the server, and how one learns what became of it. */
import type { Said } from '../../../src/i18n/language.svelte';
import { shows } from '../report/clock';
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
  /** What became of reports of one space, by id; those that the centre does not tell of are left out. */
  known(reports: Report[], by: Identity): Promise<Map<string, Known>>;
}

/** What an incident and its receipt both say. */
interface Told {
  id: string;
  received_at: string;
  state: string;
  state_label: Said;
  seen_at?: string | null;
  acted_at?: string | null;
  commune_name?: string | null;
}

export function knownFrom(told: Told): Known {
  return {
    receivedAt: told.received_at,
    state: told.state,
    stateLabel: told.state_label,
    seenAt: told.seen_at ?? null,
    actedAt: told.acted_at ?? null,
    commune: told.commune_name ?? null,
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
      headers: { 'Content-Type': 'application/json', ...(own ? shows(report.clockOffMs) : {}) },
      body,
    },
  );
  const told = own ? await read<Told>(answer) : (await read<{ incident: Told }>(answer)).incident;
  if (told.id !== report.id) throw new Error('the receipt is for another report');
  return { known: knownFrom(told), again: answer.status === 200 };
}

export async function askKnown(reports: Report[], by: Identity): Promise<Map<string, Known>> {
  const space = reports[0]?.space ?? 'live';
  const ids = reports.map((report) => report.id).join(',');
  const told = await get<{ items: Told[] }>(
    `${inSpace('/api/incidents/receipts', space)}&ids=${ids}`,
    by.secret,
  );
  return new Map(told.items.map((item) => [item.id, knownFrom(item)]));
}
