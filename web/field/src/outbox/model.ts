/**
 * What the outbox holds. Records, parts and entries are only ever added; where a report stands is worked out from
 * its entries, so that a killed browser leaves nothing half-changed behind.
 */

/** Whose name a report carries. `member` is the person behind a team's phone. */
export interface Author {
  name: string;
  label: string;
}

/** A report as it was written down. `text` is the body that is sent, letter for letter, however often. */
export interface Report {
  id: string;
  format: 1;
  text: string;
  space: string;
  author: Author;
  /** HMAC-SHA-256 of `text` under the author's token, hexadecimal; null where the browser cannot make one. */
  proof: string | null;
  /** By this device's clock, and how far that was off the server's when they last met (ms, null: never). */
  madeAt: number;
  clockOffMs: number | null;
  /** Written on this device, or brought to it. */
  origin: 'own' | 'carried';
  /** What a list shows without reading `text`. */
  kind: string;
  place: string;
  parts: number;
}

/** A photograph or a voice note; sent after the text, under its own id. */
export interface Part {
  id: string;
  report: string;
  kind: 'photo' | 'voice';
  type: string;
  name: string;
  bytes: ArrayBuffer;
}

/** What the server says about a report that it has. */
export interface Known {
  receivedAt: string;
  state: string;
  stateLabel: { vi: string; en: string } | null;
  seenAt: string | null;
  actedAt: string | null;
  commune: string | null;
}

export type What =
  | { what: 'tried' }
  | { what: 'unreached' }
  | { what: 'receipt'; known: Known; again: boolean }
  | { what: 'refused'; status: number; code: string; reason: string }
  | { what: 'known'; known: Known }
  | { what: 'place'; url: string }
  | { what: 'retry' }
  | { what: 'exported'; how: 'file' | 'codes' }
  | { what: 'replaced'; by: string };

/** One thing that happened to a report, or to one of its parts. */
export type Entry = What & { seq?: number; report: string; part?: string; at: number };

/** Where one thing to be sent stands. */
export interface Sending {
  done: boolean;
  inFlight: boolean;
  failures: number;
  lastTry: number;
  refused: { status: number; code: string; reason: string } | null;
  url: string | null;
}

export interface Standing {
  text: Sending;
  parts: Map<string, Sending>;
  known: Known | null;
  exported: boolean;
  replacedBy: string | null;
}

const NEW: Sending = {
  done: false,
  inFlight: false,
  failures: 0,
  lastTry: 0,
  refused: null,
  url: null,
};

function after(sending: Sending, entry: Entry): Sending {
  switch (entry.what) {
    case 'tried':
      return { ...sending, inFlight: true, lastTry: entry.at };
    case 'unreached':
      return { ...sending, inFlight: false, failures: sending.failures + 1, lastTry: entry.at };
    case 'receipt':
      return { ...sending, inFlight: false, done: true, refused: null, failures: 0 };
    case 'refused': {
      const { status, code, reason } = entry;
      return { ...sending, inFlight: false, refused: { status, code, reason } };
    }
    case 'retry':
      return { ...sending, refused: null, failures: 0, lastTry: 0 };
    case 'place':
      return { ...sending, url: entry.url };
    default:
      return sending;
  }
}

/** Where a report stands after all that happened to it. Entries come in the order in which they were written. */
export function standing(entries: readonly Entry[]): Standing {
  const out: Standing = { text: NEW, parts: new Map(), known: null, exported: false, replacedBy: null };
  for (const entry of entries) {
    if (entry.part !== undefined) {
      out.parts.set(entry.part, after(out.parts.get(entry.part) ?? NEW, entry));
      continue;
    }
    out.text = after(out.text, entry);
    if (entry.what === 'receipt' || entry.what === 'known') out.known = entry.known;
    if (entry.what === 'exported') out.exported = true;
    if (entry.what === 'replaced') out.replacedBy = entry.by;
  }
  return out;
}

export function partStanding(stand: Standing, part: string): Sending {
  return stand.parts.get(part) ?? NEW;
}

export type Tick = 'here' | 'sent' | 'received' | 'seen' | 'acted' | 'refused';

/** The one word for where a report stands. A receipt once given is never taken back by what follows. */
export function tick(stand: Standing): Tick {
  if (stand.known) {
    if (stand.known.actedAt !== null || !['reported', 'verified'].includes(stand.known.state)) return 'acted';
    return stand.known.seenAt !== null || stand.known.state === 'verified' ? 'seen' : 'received';
  }
  if (stand.text.refused) return 'refused';
  return stand.text.inFlight ? 'sent' : 'here';
}

/** Whether something of a report has not arrived yet: its text, or a part that the centre has not refused. */
export function isWaiting(report: Report, stand: Standing): boolean {
  if (stand.replacedBy !== null) return false;
  const over = [...stand.parts.values()].filter((part) => part.done || part.refused !== null).length;
  return !stand.text.done || over < report.parts;
}
