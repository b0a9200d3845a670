/** One way to ask the server with a token; answers that are not the server's own count as no answer. */
import { problemFrom, Unreachable } from '../../../src/api/problem';

export interface Wire {
  method?: string;
  headers?: Record<string, string>;
  body?: BodyInit | null;
  timeoutMs?: number;
  language?: string;
}

/** How far this device's clock is off the server's (ms, positive: it is behind), told with every answer. */
export type ClockListener = (offMs: number) => void;
let heard: ClockListener = () => undefined;

export function hearClock(listener: ClockListener): void {
  heard = listener;
}

/** Half a round trip and the whole seconds of the header are not known better than this. */
export const CLOCK_DOUBT_MS = 1500;

/**
 * The answer, whatever its status. Throws Unreachable where none came, where it took too long, and where somebody
 * else answered: a gate of a guest network sends its own page for every address.
 */
export async function wire(path: string, secret: string | null, asked: Wire = {}): Promise<Response> {
  const began = Date.now();
  let answer: Response;
  try {
    answer = await fetch(path, {
      method: asked.method ?? 'GET',
      headers: {
        Accept: 'application/json',
        'Accept-Language': asked.language ?? 'vi',
        ...(secret === null ? {} : { Authorization: `Bearer ${secret}` }),
        ...asked.headers,
      },
      body: asked.body ?? null,
      cache: 'no-store',
      credentials: secret === null ? 'same-origin' : 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(asked.timeoutMs ?? 30_000),
    });
  } catch (fault) {
    throw new Unreachable(String(fault));
  }
  if (!answer.headers.has('X-Request-ID')) throw new Unreachable('somebody else answered');
  const said = Date.parse(answer.headers.get('Date') ?? '');
  if (Number.isFinite(said)) heard(said + 500 - (began + Date.now()) / 2);
  return answer;
}

/** The answer's body; throws its ApiProblem where it is none, Unreachable where it broke off. */
export async function read<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw await problemFrom(answer);
  if (answer.status === 204) return null as T;
  try {
    return (await answer.json()) as T;
  } catch (fault) {
    throw new Unreachable(String(fault));
  }
}

export const get = async <T>(path: string, secret: string | null, language = 'vi'): Promise<T> =>
  read<T>(await wire(path, secret, { language }));

export const post = async <T>(
  path: string,
  secret: string | null,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<T> =>
  read<T>(
    await wire(path, secret, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  );
