import { get } from '../../api/client';
import type { components } from '../../api/schema';
import type { Listed } from '../../api/types';
import { live } from '../../state/live.svelte';
import { Resource } from '../../state/resource.svelte';
import { space } from '../../state/space.svelte';
import { itemsOf } from './figures';

type Schemas = components['schemas'];
export type DisasterEvent = Schemas['EventOut'];
export type Summary = Schemas['SummaryOut'];
export type Total = Schemas['TotalOut'];
export type DamageReport = Schemas['DamageOut'];
export type Due = Schemas['DueOut'];
export type Item = Schemas['ItemOut'];
export type ItemGroup = Schemas['ItemGroupOut'];
export type DamageBody = Schemas['DamageIn'];

const SETTLE_MS = 800;

/** What the page of damage shows: the chosen event with its totals, what waits and what is due. */
export class Desk {
  events = $state.raw<DisasterEvent[] | null>(null);
  form = $state.raw<ItemGroup[]>([]);
  chosen = $state<string | null>(null);
  communes = new Resource<Summary>();
  whole = new Resource<Summary>();
  waiting = new Resource<Listed<DamageReport>>();
  due = new Resource<Listed<Due>>();
  #settling: ReturnType<typeof setTimeout> | undefined;

  event: DisasterEvent | null = $derived(this.events?.find((event) => event.id === this.chosen) ?? null);
  items: ReadonlyMap<string, Item> = $derived(itemsOf(this.form));

  /** Fetches what the page begins with, and again what others change; ends with the function that stops it. */
  open(wanted: string | null): () => void {
    void this.#begin(wanted);
    const heard = live.listen((change) => {
      if (change.domain !== 'damage' && change.domain !== 'incidents') return;
      clearTimeout(this.#settling);
      this.#settling = setTimeout(() => this.refresh(), SETTLE_MS);
    });
    return () => {
      clearTimeout(this.#settling);
      heard();
    };
  }

  choose(id: string): void {
    this.chosen = id;
    for (const resource of [this.communes, this.whole, this.waiting, this.due]) resource.clear();
    this.refresh();
  }

  refresh(): void {
    if (!this.chosen) return;
    const query = { event: this.chosen, space: space.name };
    void this.communes.load('/api/damage/summary', { ...query, by: 'commune' });
    void this.whole.load('/api/damage/summary', { ...query, by: 'nation' });
    void this.waiting.load('/api/damage', { ...query, unconfirmed: true });
    void this.due.load('/api/damage/due', query);
  }

  async reload(choose?: string): Promise<void> {
    this.events = (await get<Listed<DisasterEvent>>('/api/events', { space: space.name })).items;
    const next = choose ?? this.chosen ?? this.events[0]?.id;
    if (next) this.choose(next);
  }

  async #begin(wanted: string | null): Promise<void> {
    this.form = (await get<{ groups: ItemGroup[] }>('/api/damage/form')).groups;
    await this.reload();
    if (wanted && this.events?.some((event) => event.id === wanted)) this.choose(wanted);
  }
}
