import type { Said } from '../../i18n/language.svelte';
import { readNumber } from '../../lib/numbers';
import type { Address, Cell, Form } from './address';
import type { DraftCell } from './drafts';
import { cellsOf, readKey } from './parts';

type Cells = Record<string, DraftCell>;

/** What two people wrote into one cell; both stay visible until somebody chooses. */
export interface Clash {
  mine: DraftCell;
  theirs: Cell;
}

export interface Wrong {
  severity: 'error' | 'warning';
  text: string;
  /** The check behind it; null where the cell alone is unreadable or the server refused it. */
  rule: string | null;
}

/** A cell as the server takes it; null while it cannot be read, or says nothing. */
export function itemOf(cell: Cell, here: DraftCell, address: Address): Record<string, unknown> | null {
  const read = readNumber(here.value);
  if (cell.numeric && read.kind === 'wrong') return null;
  const value = cell.numeric && read.kind === 'number' ? read.value : null;
  const words = cell.numeric ? null : here.value.trim() || null;
  const note = here.note.trim() || null;
  if (value === null && words === null && note === null) return null;
  return {
    ...readKey(cell.indicator.code),
    period: address.period,
    [address.place.length === 5 ? 'commune_code' : 'province_code']: address.place,
    value,
    value_text: words,
    note,
    ...(here.base >= 0 ? { expected: here.base } : {}),
  };
}

/** Whether what was typed is what the server has already. */
export function isSame(cell: Cell, here: { value: string; note: string }): boolean {
  if (here.note.trim() !== (cell.note ?? '')) return false;
  if (!cell.numeric) return here.value.trim() === (cell.value_text ?? '');
  const read = readNumber(here.value);
  if (read.kind === 'empty') return cell.value === null;
  return read.kind === 'number' && read.value === cell.value;
}

/** What is left of a draft once its cells were sent: those refused, and those typed in again meanwhile. */
export function afterSending(
  draft: Cells,
  sent: readonly (readonly [string, DraftCell])[],
  refused: readonly { row: number; reason: string }[],
): { left: Cells; reasons: Record<string, string> } {
  let left = { ...draft };
  const reasons: Record<string, string> = {};
  sent.forEach(([code, was], place) => {
    const why = refused.find((one) => one.row === place + 1);
    const now = left[code];
    if (why) reasons[code] = why.reason;
    else if (now?.value === was.value && now.note === was.note) left = without(left, code);
    else if (now) left[code] = { ...now, base: OWN };
  });
  return { left, reasons };
}

/** The value below is one's own, sent a moment ago: its number is not known yet. */
const OWN = -1;

/** A draft against what the server has by now: what it has is no draft, what it has differently is a clash. */
export function against(form: Form, draft: Cells): { cells: Cells; clashes: Record<string, Clash> } {
  let cells = { ...draft };
  const clashes: Record<string, Clash> = {};
  for (const cell of cellsOf(form)) {
    const code = cell.indicator.code;
    const mine = cells[code];
    if (!mine) continue;
    if (isSame(cell, mine)) cells = without(cells, code);
    else if (mine.base === OWN) cells[code] = { ...mine, base: cell.id ?? 0 };
    else if (mine.base !== (cell.id ?? 0)) clashes[code] = { mine, theirs: cell };
  }
  return { cells, clashes };
}

/** An analysis or forecast as it is sent, from its place in the draft (`indicator/kind`) and what was written. */
export function textOf([key, body]: [key: string, body: string]) {
  const [indicator, kind] = key.split('/');
  return { indicator, kind, body: body.trim() || null };
}

/** The checks that a cell can be given alone, as it is typed; the server makes all of them again. */
export function checked(cell: Cell, value: number, say: (reason: Said) => string): Wrong[] {
  return cell.checks
    .filter((check) => {
      if (check.kind === 'whole') return !Number.isInteger(value);
      if (check.kind === 'range') return value < (check.low ?? -Infinity) || value > (check.high ?? Infinity);
      if (!cell.previous || value === 0 || !check.factor) return false;
      const ratio = Math.abs(value / cell.previous);
      return ratio > check.factor || ratio < 1 / check.factor;
    })
    .map((check) => ({
      severity: check.severity === 'error' ? 'error' : 'warning',
      text: say(check.reason),
      rule: check.rule,
    }));
}

/**
 * All that is wrong with a cell: why the server refused it, that it cannot be read, what its checks say of `value`, and
 * what the server found in the figure it has (`findings`; none where something else was typed since).
 */
export function wrongIn(
  cell: Cell,
  value: string,
  refused: string | undefined,
  findings: Form['findings'],
  say: (reason: Said) => string,
): Wrong[] {
  const found: Wrong[] = refused ? [{ severity: 'error', text: refused, rule: null }] : [];
  if (!cell.numeric) return found;
  const read = readNumber(value);
  if (read.kind === 'wrong') found.push({ severity: 'error', text: say(read.text), rule: null });
  if (read.kind === 'number') found.push(...checked(cell, read.value, say));
  for (const { indicator, rule, severity, reason } of findings)
    if (indicator === cell.indicator.code && !found.some((one) => one.rule === rule))
      found.push({ severity: severity === 'error' ? 'error' : 'warning', text: say(reason), rule });
  return found;
}

/** Down by Arrow or Enter, up by Arrow or Shift and Enter. */
export function stepOf(event: Pick<KeyboardEvent, 'key' | 'shiftKey'>): -1 | 0 | 1 {
  if (event.key === 'ArrowDown' || (event.key === 'Enter' && !event.shiftKey)) return 1;
  return event.key === 'ArrowUp' || event.key === 'Enter' ? -1 : 0;
}

export function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
