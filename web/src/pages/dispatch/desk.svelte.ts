import { ask } from '../../api/client';
import type { ApiProblem } from '../../api/problem';
import type { components } from '../../api/schema';
import type { Listed } from '../../api/types';
import { uuid7 } from '../../lib/uuid7';
import { follow } from '../../state/follow';
import { Resource } from '../../state/resource.svelte';
import { space } from '../../state/space.svelte';

type Schemas = components['schemas'];
export type Dispatch = Schemas['DispatchOut'];
export type Next = Schemas['NextOut'];
export type Kind = Schemas['DispatchKindOut'];
export type State = Schemas['DispatchStateOut'];
export type Available = Schemas['AvailableOut'];
export type Short = Schemas['ShortOut'];
export type Cost = Schemas['DispatchCostOut'];
export type Step = Schemas['DispatchStepOut'];
export type Evacuation = Schemas['EvacuationOut'];
export type Room = Schemas['RoomOut'];
export type PeopleCount = Schemas['PeopleCountOut'];
export type Household = Schemas['HouseholdOut'];

const SETTLE_MS = 400;
const MOST = 1000;
const OVER = ['back', 'refused', 'cancelled'];
const FOLLOWED = new Set(['dispatch', 'resource', 'team', 'evacuation', 'shelter']);

export interface Column {
  state: string;
  title: { vi: string; en: string };
  rows: Dispatch[];
}

/** What the page of dispatch shows, and how it asks for a change. */
export class Desk {
  dispatches = new Resource<Listed<Dispatch>>();
  short = new Resource<Short[]>();
  evacuations = new Resource<Listed<Evacuation>>();
  rooms = new Resource<Room[]>();
  #states = new Resource<State[]>();
  #kinds = new Resource<Kind[]>();
  states: State[] = $derived(this.#states.data ?? []);
  kinds: Kind[] = $derived(this.#kinds.data ?? []);

  /** The states in their order, and all that is over in one column at the end. */
  columns: Column[] = $derived.by(() => {
    const rows = this.dispatches.data?.items ?? [];
    const open = this.states
      .filter((state) => !OVER.includes(state.state))
      .map((state) => ({
        state: state.state,
        title: state.label,
        rows: rows.filter((row) => row.state === state.state),
      }));
    const over = rows.filter((row) => OVER.includes(row.state));
    return [
      ...open,
      { state: 'over', title: { vi: 'Xong trong 24 giờ', en: 'Over within 24 hours' }, rows: over },
    ];
  });

  open(): () => void {
    this.refresh();
    void this.#states.load('/api/dispatches/states');
    void this.#kinds.load('/api/dispatches/kinds');
    return follow(
      (change) => change.domain === 'resources' && FOLLOWED.has(change.entity),
      () => this.refresh(),
      SETTLE_MS,
    );
  }

  refresh(): void {
    const query = { space: space.name };
    void this.dispatches.load('/api/dispatches', { ...query, board: true, limit: MOST });
    void this.short.load('/api/dispatches/short', query);
    void this.evacuations.load('/api/evacuations', { ...query, limit: MOST });
    void this.rooms.load('/api/evacuations/rooms', query);
  }

  /** Takes a step; what comes back is on the board at once, before the stream tells of it. */
  async step(row: Dispatch, action: string, body: Record<string, unknown> = {}): Promise<Dispatch> {
    const after = await ask<Dispatch>('POST', `/api/dispatches/${row.id}/actions/${action}`, {
      query: { space: space.name },
      body: { id: uuid7(), ...body },
      ifMatch: row.etag,
    });
    this.refresh();
    return after;
  }

  /** What a refusal means for the board: somebody else was first, and what is shown is read again. */
  refused(problem: ApiProblem, changed: string): string | undefined {
    this.refresh();
    return problem.status === 412 ? changed : undefined;
  }
}
