/** The outbox in IndexedDB, and the few other things that the app keeps. Upgrades only ever add. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Identity } from '../who/identity';
import type { Entry, Part, Report } from './model';

interface Schema extends DBSchema {
  reports: { key: string; value: Report };
  parts: { key: string; value: Part; indexes: { report: string } };
  entries: { key: number; value: Entry; indexes: { report: string } };
  identities: { key: string; value: Identity };
  kept: { key: string; value: unknown };
}

export type Base = IDBPDatabase<Schema>;

export class Shelf {
  #opened: Promise<Base> | null = null;

  constructor(private readonly name = 'geoops-field') {}

  base(): Promise<Base> {
    this.#opened ??= openDB<Schema>(this.name, 1, {
      upgrade(db) {
        db.createObjectStore('reports', { keyPath: 'id' });
        db.createObjectStore('parts', { keyPath: 'id' }).createIndex('report', 'report');
        db.createObjectStore('entries', { keyPath: 'seq', autoIncrement: true }).createIndex(
          'report',
          'report',
        );
        db.createObjectStore('identities', { keyPath: 'name' });
        db.createObjectStore('kept');
      },
      // A newer version of the app waits in another tab: give way, and open again when next needed.
      blocking: (_, __, event) => (event.target as IDBDatabase | null)?.close(),
      terminated: () => (this.#opened = null),
    });
    return this.#opened.catch((fault: unknown) => {
      this.#opened = null;
      throw fault;
    });
  }

  /**
   * Written down whole or not at all. A report that is there already is left as it is: false. Parts that come later
   * (a file after the codes) are added to a carried one.
   */
  async add(report: Report, parts: Part[]): Promise<boolean> {
    const db = await this.base();
    const tx = db.transaction(['reports', 'parts'], 'readwrite', { durability: 'strict' });
    const [reports, store] = [tx.objectStore('reports'), tx.objectStore('parts')];
    try {
      const there = await reports.get(report.id);
      if (!there) await reports.add(report);
      for (const part of parts) if ((await store.getKey(part.id)) === undefined) await store.add(part);
      if (there?.origin === 'carried') {
        const count = (await store.index('report').getAllKeys(report.id)).length;
        if (count > there.parts) await reports.put({ ...there, parts: count });
      }
      await tx.done;
      return !there;
    } catch (fault) {
      await tx.done.catch(() => undefined);
      throw fault;
    }
  }

  async append(entry: Entry): Promise<void> {
    await (await this.base()).add('entries', entry);
  }

  async reports(): Promise<Report[]> {
    return (await (await this.base()).getAll('reports')).sort((a, b) => a.madeAt - b.madeAt);
  }

  /** All entries, by report, in the order in which they were written. */
  async entries(): Promise<Map<string, Entry[]>> {
    const by = new Map<string, Entry[]>();
    for (const entry of await (await this.base()).getAll('entries')) {
      const of = by.get(entry.report);
      if (of) of.push(entry);
      else by.set(entry.report, [entry]);
    }
    return by;
  }

  async partIds(report: string): Promise<string[]> {
    return (await this.base()).getAllKeysFromIndex('parts', 'report', report);
  }

  async part(id: string): Promise<Part | undefined> {
    return (await this.base()).get('parts', id);
  }

  async parts(report: string): Promise<Part[]> {
    return (await this.base()).getAllFromIndex('parts', 'report', report);
  }

  /** Takes a report that the centre has, with all that belongs to it, off this device. */
  async remove(report: string): Promise<void> {
    const tx = (await this.base()).transaction(['reports', 'parts', 'entries'], 'readwrite');
    await tx.objectStore('reports').delete(report);
    for (const store of ['parts', 'entries'] as const) {
      for (const key of await tx.objectStore(store).index('report').getAllKeys(report)) {
        await tx.objectStore(store).delete(key);
      }
    }
    await tx.done;
  }

  /** Frees the room of photographs that the centre has; what happened to them is still known. */
  async removeParts(report: string): Promise<void> {
    const tx = (await this.base()).transaction('parts', 'readwrite');
    for (const key of await tx.store.index('report').getAllKeys(report)) await tx.store.delete(key);
    await tx.done;
  }

  async identities(): Promise<Identity[]> {
    return (await this.base()).getAll('identities');
  }

  async keepIdentity(identity: Identity): Promise<void> {
    await (await this.base()).put('identities', identity);
  }

  /**
   * Writes down what a server said of a token, and that alone: what the person wrote meanwhile stays. Nothing is
   * written where the answer is about a token that has gone, or has given way to another.
   */
  async amendIdentity(asked: Identity, said: Partial<Identity>): Promise<void> {
    const tx = (await this.base()).transaction('identities', 'readwrite');
    const kept = await tx.store.get(asked.name);
    if (kept?.secret === asked.secret) await tx.store.put({ ...kept, ...said });
    await tx.done;
  }

  async dropIdentity(name: string): Promise<void> {
    await (await this.base()).delete('identities', name);
  }

  async recall<T>(key: string): Promise<T | undefined> {
    return (await (await this.base()).get('kept', key)) as T | undefined;
  }

  async keep(key: string, value: unknown): Promise<void> {
    await (await this.base()).put('kept', value, key);
  }

  async forget(key: string): Promise<void> {
    await (await this.base()).delete('kept', key);
  }
}
