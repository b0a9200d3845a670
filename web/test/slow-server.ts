import { vi } from 'vitest';

/** One request to the played server, answered when and as the test says. */
export interface Asked {
  method: string;
  address: URL;
  body: Record<string, unknown> | null;
  aborted: () => boolean;
  answer: (document: unknown, status?: number) => Promise<void>;
  /** No answer comes. */
  fail: () => Promise<void>;
}

/** Everything that follows from what was just answered has happened. Not by the clock: a test may stop it. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise((wake) => setImmediate(wake));
}

/** A server as slow as a test wants it to be, in the place of `fetch`. End with `vi.unstubAllGlobals()`. */
export class SlowServer {
  asked: Asked[] = [];

  constructor() {
    vi.stubGlobal('location', new URL('http://test/'));
    vi.stubGlobal(
      'fetch',
      (address: string, { method = 'GET', body, signal }: RequestInit & { body?: string } = {}) =>
        new Promise<Response>((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
          this.asked.push({
            method,
            address: new URL(address, 'http://test/'),
            body: body ? (JSON.parse(body) as Record<string, unknown>) : null,
            aborted: () => signal?.aborted ?? false,
            answer: async (document, status = 200) => {
              resolve(Response.json(document, { status }));
              await settle();
            },
            fail: async () => {
              reject(new TypeError('no network'));
              await settle();
            },
          });
        }),
    );
  }

  /** The oldest request about it that was neither answered nor given up, taken from the list. */
  next(about: string, method?: string): Asked {
    const asked = this.#waiting(about).find((one) => method === undefined || one.method === method);
    if (!asked) throw new Error(`nothing was asked about ${about}`);
    this.asked.splice(this.asked.indexOf(asked), 1);
    return asked;
  }

  /** How many requests about it are under way. */
  open(about: string): number {
    return this.#waiting(about).length;
  }

  /** `about` is the end of a path, a parameter, or both. */
  #waiting(about: string): Asked[] {
    this.asked = this.asked.filter((one) => !one.aborted());
    return this.asked.filter(({ address }) => {
      const whole = `${address.pathname}${address.search}`;
      const next = whole[whole.indexOf(about) + about.length];
      return whole.includes(about) && (next === undefined || '?&'.includes(next));
    });
  }
}
