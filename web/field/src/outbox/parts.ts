/** Photographs and voice notes on their way: each under its own id, so that a repeat is known as one. */
import type { Identity } from '../who/identity';
import type { Part, Report } from './model';
import { read, wire } from './wire';

/** Long enough for a photograph over a slow line. */
const PATIENCE_MS = 120_000;

export async function sendPart(report: Report, part: Part, by: Identity): Promise<void> {
  const form = new FormData();
  form.set('id', part.id);
  form.set('file', new File([part.bytes], part.name, { type: part.type }));
  const space = encodeURIComponent(report.space);
  const path = `/api/incidents/${report.id}/photos?space=${space}`;
  await read(await wire(path, by.secret, { method: 'POST', body: form, timeoutMs: PATIENCE_MS }));
}
