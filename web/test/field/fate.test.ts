import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../src/api/problem';
import { dueAt, fate, LONGEST_PAUSE_MS } from '../../field/src/outbox/fate';

const problem = (status: number) => new ApiProblem(status, `http_${status}`, 't', 'd', null, [], null);

describe('what an answer means', () => {
  it.each([400, 405, 409, 410, 413, 415, 422, 403])('%i is for a person to look at', (status) => {
    expect(fate(problem(status)).what).toBe('refused');
  });
  it.each([401, 404, 408, 425, 429, 500, 502, 503, 504])('%i is tried again', (status) => {
    expect(fate(problem(status)).what).toBe('unreached');
  });
  it('a program fault is tried again too', () => {
    expect(fate(new TypeError('x')).what).toBe('unreached');
  });
  it('pauses grow to a ceiling, and never end', () => {
    const pause = (failures: number) =>
      dueAt({ done: false, inFlight: false, failures, lastTry: 0, refused: null, url: null }, 0, () => 1) ??
      NaN;
    expect([1, 2, 3].map(pause)).toEqual([2000, 4000, 8000]);
    expect(pause(5000)).toBe(LONGEST_PAUSE_MS);
  });
});
