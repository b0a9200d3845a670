/** What is compared now: it lives in the address, so that a link or the back button brings it again. */
import { ask, get, isAbort, withQuery, type Query } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { keep, recall } from '../../lib/stored';
import { uuid7 } from '../../lib/uuid7';
import { route } from '../../shell/route.svelte';
import { space } from '../../state/space.svelte';
import { cameras } from './camera.svelte';
import type {
  Choice,
  Comparison,
  Filled,
  FilledPeriod,
  Multiples,
  PartChoice,
  SavedView,
  Show,
} from './types';

const NAMES = [
  'indicator', 'period', 'nature', 'second', 'second_period', 'province', 'method', 'classes', 'breaks', 'second_breaks',
  'basis', 'accept', 'known_at', 'denominator', 'per', 'shrink', 'dimensions',
] as const; // prettier-ignore
/** More maps than these are too small to read on a laptop. */
export const MOST_PANELS = 6;
type Name = (typeof NAMES)[number];
export type Question = Partial<Record<Name, string | undefined>>;

export class Desk {
  question = $state.raw<Question>({});
  show = $state<Show>('single');
  answer = $state.raw<Comparison | null>(null);
  /** The second variable alone, for two maps side by side. */
  other = $state.raw<Comparison | null>(null);
  /** Several maps in common classes: of the periods up to the one shown, or of further indicators in the same unit. */
  multiples = $state.raw<Multiples | null>(null);
  also = $state.raw<readonly string[]>([]);
  problem = $state.raw<ApiProblem | null>(null);
  unreachable = $state(false);
  busy = $state(false);
  periods = $state.raw<FilledPeriod[]>([]);
  filled = $state.raw<Filled[] | null>(null);
  choices = $state.raw<Choice[]>([]);
  /** What the indicator is broken down into for the period shown. */
  parts = $state.raw<PartChoice[]>([]);
  view = $state.raw<SavedView | null>(null);
  selected = $state<string | null>(null);
  #asking: AbortController | null = null;

  /** Begin with the address: a saved view by its id, or a question by its parameters. */
  async begin(viewId: string | undefined): Promise<void> {
    const listed = Promise.allSettled([this.#list(), this.#choose()]);
    if (viewId) {
      try {
        this.view = await get<SavedView>(`/api/indicators/views/${viewId}`, this.#space());
      } catch (fault) {
        if (fault instanceof ApiProblem) this.problem = fault;
        else this.unreachable = true;
        return;
      }
      this.question = Object.fromEntries(
        NAMES.flatMap((name) => {
          const value = this.view?.question[name] as unknown;
          return value === undefined || value === null ? [] : [[name, String(value)]];
        }),
      );
      this.show = (this.view.page['show'] as Show | undefined) ?? 'single';
      this.also = (this.view.page['also'] ?? '').split(',').filter(Boolean);
      if (this.view.camera) cameras.go(this.view.camera);
    } else {
      this.question = Object.fromEntries(
        NAMES.flatMap((name) => {
          const value = route.query.get(name);
          return value === null ? [] : [[name, value]];
        }),
      );
      this.show = (route.query.get('show') as Show | null) ?? 'single';
      this.also = (route.query.get('also') ?? '').split(',').filter(Boolean);
    }
    await listed;
    if (!this.question.indicator) {
      const last = recall<string | null>('compare:indicator', null);
      const first = this.filled?.find((one) => one.code === last) ?? this.filled?.[0];
      if (first) await this.pick(first.code);
      return;
    }
    await this.#loadPeriods();
    await this.load();
  }

  async #list(): Promise<void> {
    this.filled = (await get<{ items: Filled[] }>('/api/indicators/compare/filled', this.#space())).items;
  }

  async #choose(): Promise<void> {
    this.choices = (await get<{ items: Choice[] }>('/api/indicators/compare/choices', this.#space())).items;
  }

  #space(): Query {
    return { space: space.name };
  }

  async #loadPeriods(): Promise<void> {
    const indicator = this.question.indicator;
    if (!indicator) return;
    const query = { ...this.#space(), indicator };
    this.periods = (await get<{ items: FilledPeriod[] }>('/api/indicators/compare/periods', query)).items;
  }

  async #loadParts(signal: AbortSignal): Promise<PartChoice[]> {
    const { indicator, period } = this.question;
    if (!indicator || !period) return [];
    const query = { ...this.#space(), indicator, period };
    return (await get<{ items: PartChoice[] }>('/api/indicators/compare/parts', query, signal)).items;
  }

  /** Another indicator: the latest period that most communes have, and classes of its own. */
  async pick(indicator: string): Promise<void> {
    keep('compare:indicator', indicator);
    this.question = {
      ...this.question,
      indicator,
      period: undefined,
      nature: undefined,
      breaks: undefined,
      dimensions: undefined,
    };
    this.also = [];
    this.problem = null;
    try {
      await this.#loadPeriods();
    } catch {
      this.unreachable = true;
      return;
    }
    const newest = this.periods.find((one) => one.nature === 'actual') ?? this.periods[0];
    if (newest) this.question = { ...this.question, period: newest.period, nature: newest.nature };
    await this.changed({});
  }

  /** Change the question; a view that was open is left behind, its moment with it where asked. */
  async changed(more: Question): Promise<void> {
    this.question = clean({ ...this.question, ...more });
    this.#write();
    await this.load();
  }

  /** A part of the figure, or the whole (an empty key); bounds of one mean nothing to the other. */
  choosePart(key: string): Promise<void> {
    return this.changed({ dimensions: key || undefined, breaks: undefined });
  }

  async showAs(show: Show): Promise<void> {
    this.show = show;
    this.#write();
    await this.load();
  }

  #write(): void {
    this.view = null;
    const address = withQuery('/compare', {
      ...this.question,
      show: this.show === 'single' ? undefined : this.show,
      also: this.also.length > 0 ? this.also.join(',') : undefined,
      space: route.query.get('space'),
    });
    route.go(address, { replace: true });
  }

  async load(): Promise<void> {
    if (!this.question.indicator) return;
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.busy = true;
    try {
      const query = { ...this.#space(), ...this.question, hot_spots: this.show === 'spots' || undefined };
      const two = (this.show === 'beside' || this.show === 'swipe') && this.question.second;
      const [answer, other, multiples, parts] = await Promise.all([
        get<Comparison>('/api/indicators/compare', query, asking.signal),
        two ? get<Comparison>('/api/indicators/compare', this.#second(), asking.signal) : null,
        this.canMultiply && this.show === 'multiples'
          ? get<Multiples>('/api/indicators/compare/multiples', this.#several(), asking.signal)
          : null,
        this.#loadParts(asking.signal),
      ]);
      if (this.#asking !== asking) return;
      [this.answer, this.other, this.problem, this.unreachable] = [answer, other, null, false];
      [this.multiples, this.parts] = [multiples, parts];
    } catch (fault) {
      if (this.#asking !== asking || isAbort(fault)) return;
      if (fault instanceof ApiProblem) this.problem = fault;
      else this.unreachable = true;
    } finally {
      if (this.#asking === asking) this.busy = false;
    }
  }

  /** The periods of the small maps: those up to the one shown, else the first ones, in their order. */
  get several(): FilledPeriod[] {
    const nature = this.question.nature ?? 'actual';
    const series = this.periods.filter((one) => one.nature === nature).reverse();
    const here = series.findIndex((one) => one.period === this.question.period) + 1;
    const last = Math.max(here, Math.min(MOST_PANELS, series.length));
    return series.slice(Math.max(0, last - MOST_PANELS), last);
  }

  get canMultiply(): boolean {
    return this.also.length > 0 || this.several.length > 1;
  }

  async compareAlso(codes: readonly string[]): Promise<void> {
    this.also = codes.slice(0, MOST_PANELS - 1);
    this.#write();
    await this.load();
  }

  #several(): Query {
    const { second, second_period, second_breaks, ...question } = this.question;
    void [second, second_period, second_breaks];
    return this.also.length > 0
      ? { ...this.#space(), ...question, also: this.also.join(',') }
      : { ...this.#space(), ...question, periods: this.several.map((one) => one.period).join(',') };
  }

  #second(): Query {
    const q = this.question;
    return {
      ...this.#space(),
      indicator: q.second,
      period: q.second_period ?? q.period,
      province: q.province,
      method: q.method === 'threshold' || q.method === 'manual' ? undefined : q.method,
      classes: q.classes,
      known_at: q.known_at,
      accept: q.accept,
      ranks: false,
    };
  }

  /** The parameters of this comparison, for files and cards. */
  get parameters(): Query {
    return { ...this.#space(), ...this.question };
  }

  async save(title: string): Promise<SavedView> {
    return ask<SavedView>('POST', '/api/indicators/views', {
      query: this.#space(),
      body: {
        id: uuid7(),
        title,
        question: this.question,
        camera: cameras.where,
        page: { show: this.show, ...(this.also.length > 0 ? { also: this.also.join(',') } : {}) },
      },
    });
  }
}

function clean(question: Question): Question {
  return Object.fromEntries(
    Object.entries(question).filter(([, value]) => value !== undefined && value !== ''),
  );
}
