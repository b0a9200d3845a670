/** The orders and the room in the shelters, as they were told last: kept on the phone for where there is no signal. */
import type { components } from '../../../src/api/schema';
import { shelf } from '../outbox/courier.svelte';
import { get } from '../outbox/wire';

export type Order = components['schemas']['EvacuationOut'];
export type Room = components['schemas']['RoomOut'];

export interface Told {
  space: string;
  at: number;
  orders: Order[];
  rooms: Room[];
}

const KEY = 'evacuations';

export async function keptOrders(space: string): Promise<Told | null> {
  const told = await shelf.recall<Told>(KEY);
  return told?.space === space ? told : null;
}

/** Asks the centre; what it says is kept. Throws what the wire throws. */
export async function learnOrders(space: string, secret: string): Promise<Told> {
  const query = `space=${encodeURIComponent(space)}`;
  const [orders, rooms] = await Promise.all([
    get<{ items: Order[] }>(`/api/evacuations?${query}&state=ordered&limit=200`, secret),
    get<Room[]>(`/api/evacuations/rooms?${query}`, secret),
  ]);
  const told = { space, at: Date.now(), orders: orders.items, rooms };
  await shelf.keep(KEY, told);
  return told;
}
