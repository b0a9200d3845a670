/**
 * One way to ask the server. A session that has ended is renewed in place and the request repeated, so that
 * no screen loses what was typed into it.
 */
import { ApiProblem, problemFrom, Unreachable } from './problem';

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Ask {
  query?: Query;
  body?: unknown;
  /** The etag that was read, where a write must not overwrite what somebody else wrote meanwhile. */
  ifMatch?: string;
  /** A body that is not JSON, sent byte for byte. */
  raw?: { body: Blob; type: string };
  signal?: AbortSignal;
  /** False for requests that decide about the session itself. */
  renew?: boolean;
  timeoutMs?: number;
}

interface SessionKeeper {
  csrf: () => string | null;
  language: () => string;
  /** Resolves when the person has signed in again. */
  renew: () => Promise<void>;
  passwordDue: () => void;
}

let keeper: SessionKeeper = {
  csrf: () => null,
  language: () => 'vi',
  renew: () => Promise.reject(new Unreachable()),
  passwordDue: () => undefined,
};

export function keepSessionWith(sessionKeeper: SessionKeeper): void {
  keeper = sessionKeeper;
}

export function withQuery(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  if (given.length === 0) return path;
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)]));
  return `${path}${path.includes('?') ? '&' : '?'}${search.toString()}`;
}

export async function ask<T>(method: string, path: string, options: Ask = {}): Promise<T> {
  const answer = await send(method, path, options);
  if (answer.ok) return (answer.status === 204 ? null : await answer.json()) as T;
  const problem = await problemFrom(answer);
  if (options.renew !== false && problem.status === 401) {
    await keeper.renew();
    return ask<T>(method, path, { ...options, renew: false });
  }
  if (problem.code === 'password_change_required') keeper.passwordDue();
  throw problem;
}

async function send(method: string, path: string, options: Ask): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'Accept-Language': keeper.language(),
  };
  const csrf = keeper.csrf();
  if (method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf;
  if (options.ifMatch !== undefined) headers['If-Match'] = options.ifMatch;
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.raw) headers['Content-Type'] = options.raw.type;
  const waiting = AbortSignal.timeout(options.timeoutMs ?? 60_000);
  try {
    return await fetch(withQuery(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      // Figures before pictures: tiles wait behind what people read.
      priority: 'high',
      signal: options.signal ? AbortSignal.any([options.signal, waiting]) : waiting,
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.raw ? { body: options.raw.body } : {}),
    });
  } catch (fault) {
    if (options.signal?.aborted) throw fault;
    throw new Unreachable(String(fault));
  }
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  ask<T>('GET', path, { ...(query ? { query } : {}), ...(signal ? { signal } : {}) });

/** True where trying again later may succeed with the very same request. */
export function worthRetrying(fault: unknown): boolean {
  if (fault instanceof Unreachable) return true;
  return fault instanceof ApiProblem && (fault.status >= 500 || fault.status === 429 || fault.status === 401);
}

export function isAbort(fault: unknown): boolean {
  return fault instanceof DOMException && fault.name === 'AbortError';
}
