/**
 * Reports on their way to another device: as a file with everything, or as a series of codes without photographs.
 * Both are gzip of one JSON text, so that a damaged byte is found by its checksum. Pure but for the browser's gzip.
 */
import type { Part, Report } from '../outbox/model';

export const FORMAT = 'geoops-reports';
/** More than any phone holds; an import that is larger is no export of ours. */
const MAX_BYTES = 300 * 2 ** 20;
const MAX_REPORTS = 10_000;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface Bundle {
  reports: Report[];
  parts: Part[];
}

type Packed = Omit<Part, 'bytes'> & { data: string };

interface Written {
  format: typeof FORMAT;
  version: 1;
  reports: Report[];
  parts: Packed[];
}

export class Damaged extends Error {}

export async function pack({ reports, parts }: Bundle): Promise<Uint8Array> {
  const written: Written = {
    format: FORMAT,
    version: 1,
    // What comes along is what counts at the other end.
    reports: reports.map((report) => ({
      ...report,
      parts: parts.filter((part) => part.report === report.id).length,
    })),
    parts: parts.map(({ bytes, ...part }) => ({ ...part, data: toBase64(new Uint8Array(bytes)) })),
  };
  return through(new TextEncoder().encode(JSON.stringify(written)), new CompressionStream('gzip'));
}

/** The reports in it, each checked; throws Damaged for anything that is not wholly one of ours. */
export async function unpack(bytes: Uint8Array): Promise<Bundle> {
  let told: Partial<Written>;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      await through(bytes, new DecompressionStream('gzip')),
    );
    told = JSON.parse(text) as Partial<Written>;
  } catch (fault) {
    throw new Damaged(String(fault));
  }
  if (told?.format !== FORMAT || told.version !== 1 || !Array.isArray(told.reports))
    throw new Damaged('format');
  if (told.reports.length > MAX_REPORTS) throw new Damaged('too many reports');
  const reports = told.reports.map(checked);
  const ids = new Set(reports.map((report) => report.id));
  const parts = (told.parts ?? []).map((part): Part => {
    if (!ID.test(part.id) || !ids.has(part.report)) throw new Damaged('part');
    const { id, report, type, name } = part;
    if (typeof type !== 'string' || typeof name !== 'string') throw new Damaged('part');
    const kind = part.kind === 'voice' ? 'voice' : 'photo';
    return {
      id,
      report,
      kind,
      type,
      name: name.slice(0, 200),
      bytes: fromBase64(part.data).buffer as ArrayBuffer,
    };
  });
  for (const report of reports) report.parts = parts.filter((part) => part.report === report.id).length;
  return { reports, parts };
}

/** The report as it is kept here: carried, whatever it says of itself, and shown by what its own text says. */
function checked(told: Report): Report {
  let body: { id?: unknown; kind?: unknown };
  try {
    body = JSON.parse(told.text) as typeof body;
  } catch {
    throw new Damaged('text');
  }
  const { id, kind } = body;
  if (typeof id !== 'string' || !ID.test(id) || id !== told.id || typeof kind !== 'string')
    throw new Damaged('id');
  const { author, madeAt, space } = told;
  if (typeof author?.name !== 'string' || typeof author.label !== 'string') throw new Damaged('author');
  if (!Number.isFinite(madeAt) || !/^[a-z0-9][a-z0-9-]{0,62}$/.test(space)) throw new Damaged('report');
  return {
    id,
    format: 1,
    text: told.text,
    space,
    author: { name: author.name.slice(0, 200), label: author.label.slice(0, 200) },
    proof: typeof told.proof === 'string' && /^[0-9a-f]{64}$/.test(told.proof) ? told.proof : null,
    madeAt,
    clockOffMs: Number.isFinite(told.clockOffMs) ? told.clockOffMs : null,
    origin: 'carried',
    kind: kind.slice(0, 50),
    place: typeof told.place === 'string' ? told.place.slice(0, 200) : '',
    parts: 0,
  };
}

async function through(
  bytes: Uint8Array,
  pair: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const writer = pair.writable.getWriter();
  const written = writer.write(bytes as BufferSource).then(() => writer.close());
  // What is wrong with the bytes is told by the reading end; here it would go unheard.
  written.catch(() => undefined);
  const reader = (pair.readable as ReadableStream<Uint8Array>).getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength;
    if (size > MAX_BYTES) {
      await reader.cancel();
      throw new Damaged('too large');
    }
    pieces.push(next.value);
  }
  await written;
  const out = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.byteLength;
  }
  return out;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  const STEP = 0x8000;
  for (let i = 0; i < bytes.length; i += STEP) text += String.fromCharCode(...bytes.subarray(i, i + STEP));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    throw new Damaged('data');
  }
}
