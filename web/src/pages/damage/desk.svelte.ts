import type { components } from '../../api/schema';
import type { Listed } from '../../api/types';
import { follow } from '../../state/follow';
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
  #events = new Resource<Listed<DisasterEvent>>(({ items }) => this.#begin(items));
  #form = new Resource<{ groups: ItemGroup[] }>();
  events: DisasterEvent[] | null = $derived(this.#events.data?.items ?? null);
  form: ItemGroup[] = $derived(this.#form.data?.groups ?? []);
  chosen = $state<string | null>(null);
  communes = new Resource<Summary>();
  whole = new Resource<Summary>();
  waiting = new Resource<Listed<DamageReport>>();
  due = new Resource<Listed<Due>>();
  /** The event to turn to as soon as the list has it. */
  #wanted: string | null = null;

  event: DisasterEvent | null = $derived(this.events?.find((event) => event.id === this.chosen) ?? null);
  items: ReadonlyMap<string, Item> = $derived(itemsOf(this.form));

  /** Fetches what the page begins with, and again what others change; ends with the function that stops it. */
  open(wanted: string | null): () => void {
    void this.#form.load('/api/damage/form');
    this.reload(wanted);
    return follow(
      (change) => change.domain === 'damage' || change.domain === 'incidents',
      () => this.refresh(),
      SETTLE_MS,
    );
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

  /** The list of events anew, and with `wanted` that event. */
  reload(wanted: string | null): void {
    this.#wanted = wanted;
    void this.#events.load('/api/events', { space: space.name });
  }

  #begin(events: DisasterEvent[]): void {
    const wanted = events.find((event) => event.id === this.#wanted);
    this.#wanted = null;
    const next = wanted?.id ?? this.chosen ?? events[0]?.id;
    if (next && next !== this.chosen) this.choose(next);
  }
}
