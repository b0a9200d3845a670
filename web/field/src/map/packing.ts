/** Fetching the base map over a line that may die at any moment. */
import { wire } from '../outbox/wire';

/** So long without a sign, and the line is dead: that is said, and the person can try again. */
export const STALL_MS = 60_000;

/** What the file is, before it is fetched. */
export interface About {
  version: string;
  bytes: number;
  scope: string;
  bounds: [number, number, number, number];
  min_zoom: number;
  max_zoom: number;
  credit: string;
  href: string;
}

/** What the work comes to; throws where it comes to nothing within `STALL_MS`. */
export async function soon<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no sign of life')), STALL_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The whole file. Throws where it is refused, stands still, breaks off, or is not the one that was offered. */
export async function whole(about: About, secret: string, told: (percent: number) => void): Promise<Blob> {
  const answer = await soon(wire(about.href, secret, { timeoutMs: 15 * 60_000 }));
  if (!answer.ok || !answer.body) throw new Error(String(answer.status));
  const pieces: Uint8Array[] = [];
  let got = 0;
  const reader = answer.body.getReader();
  try {
    for (let next = await soon(reader.read()); !next.done; next = await soon(reader.read())) {
      pieces.push(next.value);
      got += next.value.byteLength;
      told(Math.min(100, Math.round((got / about.bytes) * 100)));
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
  if (got !== about.bytes) throw new Error('broken off');
  return new Blob(pieces as BlobPart[]);
}
