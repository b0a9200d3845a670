import { ask, get, worthRetrying } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { speech } from '../../i18n/language.svelte';
import { Turns } from '../../lib/turns';
import { written } from '../../lib/numbers';
import { session } from '../../session/session.svelte';
import { follow } from '../../state/follow';
import { space } from '../../state/space.svelte';
import { asBody, asQuery, type Address, type Cell, type Form } from './address';
import {
  afterSending,
  against,
  isSame,
  itemOf,
  textOf,
  without,
  wrongIn,
  type Clash,
  type Wrong,
} from './cells';
import { EMPTY, load, store, type Draft, type DraftCell } from './drafts';
import { cellsOf } from './parts';
import { Reading } from './reading.svelte';

const [SAVE_AFTER_MS, AGAIN_MS, SETTLE_MS] = [1200, 4000, 800];

/** A form as it is filled in: what the server has, what was typed since, and what stands between the two. */
export class FormDesk {
  form = $state.raw<Form | null>(null);
  draft = $state.raw<Draft>(EMPTY);
  clashes = $state.raw<Record<string, Clash>>({});
  refused = $state.raw<Record<string, string>>({});
  offline = $state(!navigator.onLine);
  saving = $state(false);
  /** False where the browser keeps nothing: what is typed would be lost with the page. */
  kept = $state(true);
  fault = $state.raw<ApiProblem | null>(null);
  acting = $state(false);
  cells: Cell[] = $derived(cellsOf(this.form));
  readonly reading = new Reading(() => this.#read(), (form) => this.#take(form), (fault) => this.#failed(fault)); // prettier-ignore
  waiting: number = $derived(Object.keys(this.draft.cells).length + Object.keys(this.draft.texts).length);

  readonly #address: Address;
  readonly #key: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #turns = new Turns();

  constructor(address: Address) {
    this.#address = address;
    this.#key = [space.name, session.person?.name, ...Object.values(address)].join('.');
    this.draft = load<Draft>(`draft.${this.#key}`) ?? EMPTY;
    this.form = load<Form>(`sheet.${this.#key}`);
  }

  open(): () => void {
    const begin = () => void this.reading.retry().then(() => this.#soon(0));
    begin();
    const gone = () => (this.offline = true);
    addEventListener('online', begin);
    addEventListener('offline', gone);
    const stop = follow(({ domain }) => domain === 'indicators', () => void this.reload(), SETTLE_MS); // prettier-ignore
    return () => {
      removeEventListener('online', begin);
      removeEventListener('offline', gone);
      clearTimeout(this.#timer);
      this.reading.stop();
      stop();
    };
  }

  /** What the server has; what was typed and not sent stays on top of it. */
  reload(): Promise<void> {
    return this.reading.run();
  }

  #read(): Promise<Form> {
    return get<Form>('/api/reporting/form', { ...asQuery(this.#address), space: space.name });
  }

  #take(form: Form): void {
    this.form = form;
    this.offline = false;
    this.fault = null;
    store(`sheet.${this.#key}`, form);
    this.#settle(form);
  }

  cell(code: string): Cell | undefined {
    return this.cells.find((cell) => cell.indicator.code === code);
  }

  /** What the cell shows: what was typed, else what the server has. */
  shown(cell: Cell): { value: string; note: string } {
    const typedHere = this.draft.cells[cell.indicator.code];
    if (typedHere) return typedHere;
    return { value: cell.numeric ? written(cell.value) : (cell.value_text ?? ''), note: cell.note ?? '' };
  }

  type(code: string, part: 'value' | 'note', text: string): void {
    const cell = this.cell(code);
    if (!cell) return;
    const { value, note } = this.shown(cell);
    const base = this.draft.cells[code]?.base ?? cell.id ?? 0;
    const next: DraftCell = { value, note, base, [part]: text };
    const others = without(this.draft.cells, code);
    const cells = isSame(cell, next) ? others : { ...others, [code]: next };
    this.refused = without(this.refused, code);
    this.#keep({ ...this.draft, cells });
    this.#soon(SAVE_AFTER_MS);
  }

  explain(code: string, text: string): void {
    this.#keep({ ...this.draft, explanations: { ...this.draft.explanations, [code]: text } });
  }

  explanation(code: string): string {
    return this.draft.explanations[code] ?? this.form?.explanations[code] ?? '';
  }

  write(code: string, kind: 'analysis' | 'forecast', text: string): void {
    const others = without(this.draft.texts, `${code}/${kind}`);
    const texts = text === this.#said(code, kind) ? others : { ...others, [`${code}/${kind}`]: text };
    this.#keep({ ...this.draft, texts });
    this.#soon(SAVE_AFTER_MS);
  }

  text(code: string, kind: 'analysis' | 'forecast'): string {
    return this.draft.texts[`${code}/${kind}`] ?? this.#said(code, kind);
  }

  /** What is wrong with a cell as it stands on the screen. */
  wrong(cell: Cell): Wrong[] {
    const code = cell.indicator.code;
    const findings = this.draft.cells[code] ? [] : (this.form?.findings ?? []);
    return wrongIn(cell, this.shown(cell).value, this.refused[code], findings, (said) => speech.say(said));
  }

  /** Sends what was typed, after what is under way. Cells that cannot be read yet stay here. */
  save(): Promise<boolean> {
    clearTimeout(this.#timer);
    return this.#turns.next(() => this.#send());
  }

  async #send(): Promise<boolean> {
    if (!this.form?.editable) return false;
    const cells = Object.entries(this.draft.cells).filter(
      ([code]) => !this.clashes[code] && !this.refused[code] && this.#item(code) !== null,
    );
    const texts = Object.entries(this.draft.texts);
    if (cells.length === 0 && texts.length === 0) return true;
    this.saving = true;
    let again = false;
    try {
      if (cells.length > 0) {
        const answer = await ask<{ refused: { row: number; reason: string }[] }>(
          'POST',
          '/api/indicators/values',
          {
            query: { space: space.name },
            body: { source: 'Biểu nhập', items: cells.map(([code]) => this.#item(code)) },
          },
        );
        const { left, reasons } = afterSending(this.draft.cells, cells, answer.refused);
        this.refused = { ...this.refused, ...reasons };
        this.#keep({ ...this.draft, cells: left });
      }
      if (texts.length > 0) {
        const items = texts.map(textOf);
        await ask('POST', '/api/reporting/analyses', {
          query: { space: space.name },
          body: { ...asBody(this.#address), items },
        });
        const sent = Object.fromEntries(texts);
        const left = Object.entries(this.draft.texts).filter(([key, body]) => sent[key] !== body);
        this.#keep({ ...this.draft, texts: Object.fromEntries(left) });
      }
      await this.reading.renew();
      return Object.keys(this.clashes).length === 0;
    } catch (fault) {
      again = worthRetrying(fault);
      this.#failed(fault);
      return false;
    } finally {
      this.saving = false;
      if ((again || this.offline) && this.waiting > 0) this.#soon(AGAIN_MS);
    }
  }

  /** One person's figure of two: mine is sent again on top of theirs, theirs takes the place of mine. */
  choose(code: string, whose: 'mine' | 'theirs'): void {
    const clash = this.clashes[code];
    if (!clash) return;
    const others = without(this.draft.cells, code);
    const mine = { ...clash.mine, base: clash.theirs.id ?? 0 };
    const cells = whose === 'theirs' ? others : { ...others, [code]: mine };
    this.clashes = without(this.clashes, code);
    this.refused = without(this.refused, code);
    this.#keep({ ...this.draft, cells });
    this.#soon(0);
  }

  async act(action: string, reason: string | null): Promise<boolean> {
    this.fault = null;
    this.acting = true;
    try {
      if (action === 'submit' && !(await this.save())) return false;
      const explanations: Record<string, string> = {};
      if (action === 'submit')
        for (const finding of this.form?.findings ?? []) {
          const text = this.explanation(finding.indicator).trim();
          if (text) explanations[finding.indicator] = text;
        }
      await ask('POST', `/api/reporting/${action}`, {
        query: { space: space.name },
        body: { ...asBody(this.#address), reason, explanations },
      });
      if (action === 'submit') this.#keep({ ...this.draft, explanations: {} });
      await this.reading.renew();
      return true;
    } catch (fault) {
      this.#failed(fault);
      return false;
    } finally {
      this.acting = false;
    }
  }

  #item(code: string) {
    const [cell, here] = [this.cell(code), this.draft.cells[code]];
    return cell && here ? itemOf(cell, here, this.#address) : null;
  }

  /** After the server has answered: what it has by now is no draft, what it has differently is a clash. */
  #settle(form: Form): void {
    const { cells, clashes } = against(form, this.draft.cells);
    this.clashes = clashes;
    this.refused = Object.fromEntries(
      Object.entries(this.refused).filter(([code]) => cells[code] && !clashes[code]),
    );
    const texts = Object.fromEntries(
      Object.entries(this.draft.texts).filter(([key, body]) => {
        const [code = '', kind] = key.split('/');
        return body !== this.#said(code, kind as 'analysis' | 'forecast');
      }),
    );
    this.#keep({ ...this.draft, cells, texts });
  }

  #said(code: string, kind: 'analysis' | 'forecast'): string {
    return this.form?.analyses.find((one) => one.indicator === code && one.kind === kind)?.body ?? '';
  }

  #keep(draft: Draft): void {
    this.draft = draft;
    const empty = [draft.cells, draft.explanations, draft.texts].every(
      (part) => Object.keys(part).length === 0,
    );
    this.kept = store(`draft.${this.#key}`, empty ? null : draft);
  }

  #soon(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), ms);
  }

  #failed(fault: unknown): void {
    if (fault instanceof ApiProblem) this.fault = fault;
    else if (worthRetrying(fault)) this.offline = true;
    else throw fault;
  }
}
