import { get } from '../../api/client';
import type { components } from '../../api/schema';
import type { Listed } from '../../api/types';
import { live } from '../../state/live.svelte';
import { Resource } from '../../state/resource.svelte';
import { space } from '../../state/space.svelte';
import { byCode, timeOf } from './figures';

type Schemas = components['schemas'];
export type Form = Schemas['DiseaseFormOut'];
export type Disease = Schemas['DiseaseOut'];
export type Item = Schemas['DiseaseItemOut'];
export type Outbreak = Schemas['OutbreakOut'];
export type Detail = Schemas['OutbreakDetail'];
export type Report = Schemas['OutbreakReportOut'];
export type Summary = Schemas['DiseaseSummaryOut'];
export type Zoned = Schemas['ZonedOut'];
export type Kind = 'human' | 'animal';
export type Zone = Schemas['ZoneOut']['zone'];
export type Period = 'day' | 'week' | 'month' | 'year';

export const ZONES: readonly Zone[] = ['epidemic', 'threatened', 'buffer'];
const DAYS: Record<Period, number> = { day: 1, week: 7, month: 30, year: 365 };
const SETTLE_MS = 800;
const MOST = 500;

/** What the page of diseases shows: the outbreaks, their figures by commune and the communes in zones. */
export class Desk {
  form = $state.raw<Form | null>(null);
  kind = $state<Kind | null>(null);
  closed = $state(false);
  period = $state<Period>('month');
  /** Grows with everything that was heard: the map asks for its tiles anew. */
  version = $state(0);
  outbreaks = new Resource<Listed<Outbreak>>();
  summary = new Resource<Summary>();
  zoned = new Resource<Listed<Zoned>>();
  #settling: ReturnType<typeof setTimeout> | undefined;

  diseases: ReadonlyMap<string, Disease> = $derived(byCode(this.form?.diseases ?? []));

  /** Fetches what the page begins with, and again what others change; ends with the function that stops it. */
  open(): () => void {
    void get<Form>('/api/disease/form').then((form) => (this.form = form));
    this.refresh();
    const heard = live.listen((change) => {
      if (change.domain !== 'disease') return;
      clearTimeout(this.#settling);
      this.#settling = setTimeout(() => this.refresh(), SETTLE_MS);
    });
    return () => {
      clearTimeout(this.#settling);
      heard();
    };
  }

  items(kind: Kind): readonly Item[] {
    return this.form?.items[kind] ?? [];
  }

  narrow(kind: Kind | null): void {
    this.kind = kind;
    this.refresh();
  }

  refresh(): void {
    const query = { space: space.name };
    this.version += 1;
    void this.outbreaks.load('/api/disease/outbreaks', {
      ...query,
      kind: this.kind,
      status: this.closed ? null : 'active',
      limit: MOST,
    });
    const since = timeOf(space.now - DAYS[this.period] * 86_400_000);
    void this.summary.load('/api/disease/summary', { ...query, kind: this.kind, since });
    void this.zoned.load('/api/disease/communes', query);
  }
}
