import type { components } from '../../api/schema';
import type { Listed } from '../../api/types';
import { follow } from '../../state/follow';
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
const MINUTE = 60_000;
const SETTLE_MS = 800;
const MOST = 500;

/** What the page of diseases shows: the outbreaks, their figures by commune and the communes in zones. */
export class Desk {
  #form = new Resource<Form>();
  form: Form | null = $derived(this.#form.data);
  kind = $state<Kind | null>(null);
  closed = $state(false);
  period = $state<Period>('month');
  /** Grows with everything that was heard: the map asks for its tiles anew. */
  version = $state(0);
  outbreaks = new Resource<Listed<Outbreak>>();
  summary = new Resource<Summary>();
  zoned = new Resource<Listed<Zoned>>();

  diseases: ReadonlyMap<string, Disease> = $derived(byCode(this.form?.diseases ?? []));

  /** Fetches what the page begins with, and again what others change; ends with the function that stops it. */
  open(): () => void {
    void this.#form.load('/api/disease/form');
    this.refresh();
    return follow(
      (change) => change.domain === 'disease',
      () => this.refresh(),
      SETTLE_MS,
    );
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
    // To the minute: asked again at once it is the same question.
    const since = timeOf(Math.floor(space.now / MINUTE) * MINUTE - DAYS[this.period] * 86_400_000);
    void this.summary.load('/api/disease/summary', { ...query, kind: this.kind, since });
    void this.zoned.load('/api/disease/communes', query);
  }
}
