/**
 * One round over everything that waits: texts first, oldest first, then parts. Every try and every answer is written
 * down before the next step. Runs in a tab or in the service worker, never in two places at once (see `courier`).
 */
import { dueAt, fate, lockedBy } from './fate';
import {
  isWaiting,
  partStanding,
  standing,
  type Known,
  type Report,
  type Standing,
  type What,
} from './model';
import type { Poster } from './post';
import type { Shelf } from './shelf';
import type { Identity } from '../who/identity';

export interface Round {
  /** Milliseconds until the next try is due; null where nothing waits for time alone. */
  nextMs: number | null;
  /** Whether anything was written down. */
  moved: boolean;
}

export interface Asked {
  now?: () => number;
  chance?: () => number;
  /** Do not wait for the pauses: the person asked, or the network came back. */
  hurry?: boolean;
  /** Nobody else can be sending: a try that is still open belongs to a tab or a browser that is gone. */
  sole?: boolean;
  changed?: () => void;
}

/** Who brings a report: its author where their token is on this phone, else whoever is signed in. */
export function bearer(report: Report, identities: Identity[], current: string | null): Identity | null {
  const author =
    report.origin === 'own' ? identities.find((one) => one.name === report.author.name) : undefined;
  if (author && author.locked === null) return author;
  return identities.find((one) => one.name === current && one.locked === null) ?? null;
}

export async function round(shelf: Shelf, poster: Poster, asked: Asked = {}): Promise<Round> {
  const now = asked.now ?? Date.now;
  const out: Round = { nextMs: null, moved: false };
  const soon = (at: number) => (out.nextMs = Math.min(out.nextMs ?? Infinity, Math.max(0, at - now())));
  const write = async (what: What, report: string, part?: string) => {
    out.moved = true;
    await shelf.append({ ...what, report, at: now(), ...(part === undefined ? {} : { part }) });
    asked.changed?.();
  };

  const isDue = (sending: Parameters<typeof dueAt>[0]): boolean => {
    const due = dueAt(sending, now(), asked.chance);
    if (due === null) return false;
    if (due <= now() || (asked.hurry === true && !sending.inFlight)) return true;
    soon(due);
    return false;
  };

  const closeLost = async (report: Report, stand: Standing): Promise<void> => {
    if (stand.text.inFlight) await write({ what: 'unreached' }, report.id);
    for (const [part, sending] of stand.parts)
      if (sending.inFlight) await write({ what: 'unreached' }, report.id, part);
  };

  const who = async (report: Report) =>
    bearer(report, await shelf.identities(), (await shelf.recall<string>('current')) ?? null);

  const attempt = async (report: Report, part: string | null): Promise<void> => {
    const by = await who(report);
    if (!by) return;
    const id = part ?? undefined;
    await write({ what: 'tried' }, report.id, id);
    try {
      if (part === null) {
        await write({ what: 'receipt', ...(await poster.text(report, by)) }, report.id);
        return;
      }
      const kept = await shelf.part(part);
      const before = partStanding(standing((await shelf.entries()).get(report.id) ?? []), part);
      if (!kept) throw new Error('the part is not on this phone');
      await poster.part(report, kept, by, before.url, (url) =>
        write({ what: 'place', url }, report.id, part),
      );
      const known = standing((await shelf.entries()).get(report.id) ?? []).known;
      if (known) await write({ what: 'receipt', known, again: false }, report.id, part);
    } catch (fault) {
      const locked = lockedBy(fault);
      if (locked !== null) await shelf.amendIdentity(by, { locked });
      await write(fate(fault), report.id, id);
      const stand = standing((await shelf.entries()).get(report.id) ?? []);
      const due = dueAt(part === null ? stand.text : partStanding(stand, part), now(), asked.chance);
      if (due !== null) soon(due);
    }
  };

  const reports = await shelf.reports();
  if (asked.sole === true) {
    const before = await shelf.entries();
    for (const report of reports) await closeLost(report, standing(before.get(report.id) ?? []));
  }
  const entries = await shelf.entries();
  for (const report of reports) {
    const stand = standing(entries.get(report.id) ?? []);
    if (isWaiting(report, stand) && !stand.text.done && isDue(stand.text)) await attempt(report, null);
  }
  const fresh = await shelf.entries();
  for (const report of reports) {
    const stand = standing(fresh.get(report.id) ?? []);
    if (!isWaiting(report, stand) || !stand.text.done) continue;
    for (const part of await shelf.partIds(report.id)) {
      if (isDue(partStanding(stand, part))) await attempt(report, part);
    }
  }
  return out;
}

/** A week in which the centre may still do something about a report that it has. */
const FOLLOWED_MS = 7 * 86_400_000;
/** As many as the server tells of at once. */
const ASKED_AT_ONCE = 100;

/** Asks what became of reports that the centre has and has not finished with. Any fault leaves what is known. */
export async function follow(shelf: Shelf, poster: Poster, asked: Asked = {}): Promise<boolean> {
  const now = asked.now ?? Date.now;
  const entries = await shelf.entries();
  const identities = await shelf.identities();
  const current = (await shelf.recall<string>('current')) ?? null;
  const groups = new Map<string, { by: Identity; reports: Report[] }>();
  const before = new Map<string, Known>();
  for (const report of (await shelf.reports()).reverse()) {
    const { known } = standing(entries.get(report.id) ?? []);
    const by = bearer(report, identities, current);
    if (!known || !by || ['resolved', 'rejected'].includes(known.state)) continue;
    if (now() - report.madeAt > FOLLOWED_MS) continue;
    const key = `${by.name} ${report.space}`;
    const group = groups.get(key) ?? { by, reports: [] };
    if (group.reports.length < ASKED_AT_ONCE) group.reports.push(report);
    groups.set(key, group);
    before.set(report.id, known);
  }
  let moved = false;
  for (const { by, reports } of groups.values()) {
    try {
      for (const [id, told] of await poster.known(reports, by)) {
        const old = before.get(id);
        const known = { ...told, commune: told.commune ?? old?.commune ?? null };
        if (!old || JSON.stringify(known) === JSON.stringify(old)) continue;
        await shelf.append({ what: 'known', known, report: id, at: now() });
        moved = true;
      }
    } catch {
      // No network, or a server that is down: what is known stays.
    }
  }
  if (moved) asked.changed?.();
  return moved;
}
