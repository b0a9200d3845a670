/** The shelf in IndexedDB: what is on it survives a closed page, a restart and an empty battery. */
import { openDB, type IDBPDatabase } from 'idb';
import type { Parcel, Shelf } from './outbox';

const STORE = 'parcels';

export function openShelf(): Shelf {
  let opened: Promise<IDBPDatabase> | null = null;
  const database = () =>
    (opened ??= openDB('geoops-outbox', 1, {
      upgrade: (db) => void db.createObjectStore(STORE, { keyPath: 'id' }),
    }));
  return {
    all: async () => (await (await database()).getAll(STORE)) as Parcel[],
    put: async (parcel) => void (await (await database()).put(STORE, parcel)),
    remove: async (id) => (await database()).delete(STORE, id),
  };
}
