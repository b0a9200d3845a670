/** What is compared now: it lives in the address, so that a link or the back button brings it again. */
import { ask, get, isAbort, withQuery, type Query } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { keep, recall } from '../../lib/stored';
import { route } from '../../shell/route.svelte';
import { space } from '../../state/space.svelte';
import { theme } from '../../state/theme.svelte';
import { cameras } from './camera.svelte';
import { comparisonIn, multiplesIn } from './night';
import { clean, questionOf, type Question } from './question';
import type {
  Choice,
  Comparison,
  Filled,
  FilledPeriod,
  Multiples,
  PartChoice,
  SavedView,
  Show,
  Told,
} from './types';

/** More maps than these are too small to read on a laptop. */
export const MOST_PANELS = 6;

export class Desk {
  question = $state.raw<Question>({});
  show = $state<Show>('single');
  /** As the server told them, in the colours of the day. */
  #told = $state.raw<Told>({ answer: null, other: null, multiples: null });
  answer: Comparison | null = $derived(comparisonIn(theme.shown, this.#told.answer));
  /** The second variable alone, for two maps side by side. */
  other: Comparison | null = $derived(comparisonIn(theme.shown, this.#told.other));
  /** The same, while two maps are on the screen. */
  pair: Comparison | null = $derived(this.show === 'beside' || this.show === 'swipe' ? this.other : null);
  /** Where the edge between two maps, one over the other, was dragged to: percent of the width. */
  swipe = $state(50);
  /** Several maps in common classes: of the periods up to the one shown, or of further indicators in the same unit. */
  multiples: Multiples | null = $derived(multiplesIn(theme.shown, this.#told.multiples));
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
  #began = 0;

  /** Begin with the address: a saved view by its id, or a question by its parameters. */
  async begin(viewId: string | undefined): Promise<void> {
    const begun = ++this.#began;
    const listed = Promise.allSettled([this.#list(), this.#choose()]);
    if (viewId) {
      let view: SavedView;
      try {
        view = await get<SavedView>(`/api/indicators/views/${viewId}`, this.#space());
      } catch (fault) {
        if (begun === this.#began) this.#failed(fault);
        return;
      }
      if (begun !== this.#began) return; // another view was opened meanwhile
      this.view = view;
      this.question = questionOf((name) => view.question[name]);
      this.show = (view.page['show'] as Show | undefined) ?? 'single';
      this.also = (view.page['also'] ?? '').split(',').filter(Boolean);
      if (view.camera) cameras.go(view.camera);
    } else {
      this.question = questionOf((name) => route.query.get(name));
      this.show = (route.query.get('show') as Show | null) ?? 'single';
      this.also = (route.query.get('also') ?? '').split(',').filter(Boolean);
    }
    await listed;
    if (begun !== this.#began) return;
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
    const found = await get<{ items: FilledPeriod[] }>('/api/indicators/compare/periods', query);
    if (indicator === this.question.indicator) this.periods = found.items;
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
    this.periods = [];
    this.problem = null;
    try {
      await this.#loadPeriods();
    } catch {
      if (indicator === this.question.indicator) this.unreachable = true;
      return;
    }
    if (indicator !== this.question.indicator) return; // another one was picked meanwhile
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
      this.#told = { answer, other, multiples };
      [this.parts, this.problem, this.unreachable] = [parts, null, false];
    } catch (fault) {
      if (this.#asking !== asking || isAbort(fault)) return;
      this.#failed(fault);
    } finally {
      if (this.#asking === asking) this.busy = false;
    }
  }

  #failed(fault: unknown): void {
    if (fault instanceof ApiProblem) this.problem = fault;
    else this.unreachable = true;
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

  /** `id` is made by who asks: sent twice, it is one view. */
  async save(title: string, id: string): Promise<SavedView> {
    return ask<SavedView>('POST', '/api/indicators/views', {
      query: this.#space(),
      body: {
        id,
        title,
        question: this.question,
        camera: cameras.where,
        page: { show: this.show, ...(this.also.length > 0 ? { also: this.also.join(',') } : {}) },
      },
    });
  }
}
