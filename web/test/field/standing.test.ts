import { describe, expect, it } from 'vitest';
import { isWaiting, standing, tick, type Entry, type Known, type Report } from '../../field/src/outbox/model';

const KNOWN: Known = {
  receivedAt: '2026-07-22T02:10:00Z',
  state: 'reported',
  stateLabel: null,
  seenAt: null,
  actedAt: null,
  commune: 'Xã Bát Xát',
};
const report = (more: Partial<Report>) => ({ id: 'a', ...more }) as Report;

describe('where a report stands', () => {
  it('follows from its entries, and a receipt is never taken back', () => {
    const at = 1;
    const of = (...entries: Partial<Entry>[]) =>
      tick(standing(entries.map((entry) => ({ report: 'a', at, ...entry }) as Entry)));
    expect(of()).toBe('here');
    expect(of({ what: 'tried' })).toBe('sent');
    expect(of({ what: 'tried' }, { what: 'unreached' })).toBe('here');
    expect(of({ what: 'receipt', known: KNOWN, again: false })).toBe('received');
    expect(of({ what: 'receipt', known: KNOWN, again: false }, { what: 'tried' })).toBe('received');
    expect(of({ what: 'receipt', known: { ...KNOWN, seenAt: 'x' }, again: true })).toBe('seen');
    expect(
      of(
        { what: 'receipt', known: KNOWN, again: true },
        { what: 'known', known: { ...KNOWN, state: 'responding' } },
      ),
    ).toBe('acted');
    expect(of({ what: 'refused', status: 422, code: 'x', reason: 'y' })).toBe('refused');
    expect(of({ what: 'refused', status: 422, code: 'x', reason: 'y' }, { what: 'retry' })).toBe('here');
  });

  it('waits until the last photograph has arrived', () => {
    const own = report({ parts: 2 });
    const entries: Entry[] = [{ what: 'receipt', known: KNOWN, again: false, report: own.id, at: 1 }];
    expect(isWaiting(own, standing(entries))).toBe(true);
    entries.push({ what: 'receipt', known: KNOWN, again: false, report: own.id, part: 'p1', at: 2 });
    expect(isWaiting(own, standing(entries))).toBe(true);
    entries.push({ what: 'receipt', known: KNOWN, again: false, report: own.id, part: 'p2', at: 3 });
    expect(isWaiting(own, standing(entries))).toBe(false);
  });
});
