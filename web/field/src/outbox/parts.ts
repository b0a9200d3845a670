/**
 * Photographs and voice notes on their way: in pieces that go on where the line broke (tus 1.0.0), each under its own
 * id, so that a repeat is known as one. With fetch alone, because the service worker sends too.
 */
import { ApiProblem, Unreachable } from '../../../src/api/problem';
import type { Identity } from '../who/identity';
import type { Part, Report } from './model';
import { read, wire } from './wire';

/** A piece that a slow line still carries before the patience ends: 64 kB at 10 kbit/s takes under a minute. */
export const PIECE_BYTES = 64 * 1024;
/** On a line that carried a piece within a second the next may be so much larger. */
const LARGEST_PIECE = 1024 * 1024;
const PATIENCE_MS = 90_000;
const TUS = { 'Tus-Resumable': '1.0.0' };

/** Sends what is missing of a part; throws as `wire` and `read`, and whatever arrived stays arrived. */
export async function sendPart(
  report: Report,
  part: Part,
  by: Identity,
  place: string | null,
  keep: (url: string) => Promise<void>,
): Promise<void> {
  const length = part.bytes.byteLength;
  let at = place === null ? null : await progress(place, by);
  let url = place;
  if (at === null || url === null) {
    const begun = await begin(report, part, by);
    ({ url, at } = begun);
    await keep(url);
  }
  let size = PIECE_BYTES;
  while (at < length) {
    const began = Date.now();
    at = await piece(url, by, at, part.bytes.slice(at, at + size));
    if (Date.now() - began < 1000) size = Math.min(LARGEST_PIECE, size * 2);
  }
}

/** How much of it the centre has; null where it knows nothing of it any more and it begins anew. */
async function progress(url: string, by: Identity): Promise<number | null> {
  const answer = await wire(url, by.secret, { method: 'HEAD', headers: TUS });
  if (answer.status === 404 || answer.status === 410) return null;
  return offsetOf(await taken(answer));
}

async function begin(report: Report, part: Part, by: Identity): Promise<{ url: string; at: number }> {
  const path = `/api/incidents/${report.id}/uploads?space=${encodeURIComponent(report.space)}`;
  const named = { filename: part.name, id: part.id };
  const answer = await taken(
    await wire(path, by.secret, {
      method: 'POST',
      headers: {
        ...TUS,
        'Upload-Length': String(part.bytes.byteLength),
        'Upload-Metadata': Object.entries(named)
          .map(([name, value]) => `${name} ${base64(value)}`)
          .join(','),
      },
    }),
  );
  const url = answer.headers.get('Location');
  if (!url) throw new Unreachable('no place to send to');
  return { url, at: offsetOf(answer) };
}

async function piece(url: string, by: Identity, at: number, bytes: ArrayBuffer): Promise<number> {
  const answer = await wire(url, by.secret, {
    method: 'PATCH',
    headers: {
      ...TUS,
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': String(at),
      ...(await checksum(bytes)),
    },
    body: bytes,
    timeoutMs: PATIENCE_MS,
  });
  const next = offsetOf(await taken(answer));
  if (next <= at) throw new Unreachable('nothing arrived');
  return next;
}

/** The answer where it is good; else its problem. What another try puts right is no refusal of the part. */
async function taken(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  try {
    await read(answer);
  } catch (fault) {
    // Another piece of it was on its way, the place is gone, or a bit was turned over: ask again how far it is.
    const passing =
      fault instanceof ApiProblem && ['upload_offset', 'upload_gone', 'tus_version'].includes(fault.code);
    throw passing ? new Unreachable(fault.code) : fault;
  }
  return answer;
}

function offsetOf(answer: Response): number {
  const at = Number(answer.headers.get('Upload-Offset') ?? NaN);
  if (!Number.isInteger(at) || at < 0) throw new Unreachable('not told how far it is');
  return at;
}

async function checksum(bytes: ArrayBuffer): Promise<Record<string, string>> {
  // Browsers hide WebCrypto from pages that came over plain HTTP.
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (!subtle) return {};
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return { 'Upload-Checksum': `sha256 ${btoa(String.fromCharCode(...digest))}` };
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
