/** The report being written. It is on the disk a moment after every touch, so that a killed browser keeps it. */
import { uuid7 } from '../../../src/lib/uuid7';
import { app } from '../app.svelte';
import { courier, shelf } from '../outbox/courier.svelte';
import type { Part } from '../outbox/model';
import { seal, signedAs } from '../who/identity';
import { bodyText, NOTHING, type Filled } from './body';
import { occurredAt } from './clock';

export interface DraftPart {
  id: string;
  kind: 'photo' | 'voice';
  type: string;
  name: string;
  bytes: ArrayBuffer;
}

interface Kept {
  id: string;
  filled: Filled;
  step: 1 | 2 | 3;
  parts: string[];
  replaces: string | null;
}

const KEY = 'draft';
const partKey = (id: string) => `draft-part:${id}`;

class Draft {
  filled = $state<Filled>(structuredClone(NOTHING));
  step = $state<1 | 2 | 3>(1);
  parts = $state.raw<DraftPart[]>([]);
  /** The report that this one is a correction of. */
  replaces = $state<string | null>(null);
  /** The last write to disk failed: the disk is full. */
  unkept = $state(false);
  begun = $derived(this.filled.kind !== null);
  #id = uuid7();
  #timer: ReturnType<typeof setTimeout> | undefined;

  async open(): Promise<void> {
    const kept = await shelf.recall<Kept>(KEY);
    if (!kept) return;
    const parts = await Promise.all(kept.parts.map((id) => shelf.recall<DraftPart>(partKey(id))));
    this.#id = kept.id;
    this.parts = parts.filter((part): part is DraftPart => part !== undefined);
    // Killed between keeping the report and dropping the draft: it is sent already, under this very id.
    if ((await shelf.reports()).some((report) => report.id === kept.id)) {
      await this.drop();
      return;
    }
    this.filled = { ...structuredClone(NOTHING), ...kept.filled };
    this.step = kept.step;
    this.replaces = kept.replaces;
  }

  /** Call after every change. */
  touch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), 150);
  }

  async save(): Promise<void> {
    clearTimeout(this.#timer);
    const kept: Kept = {
      id: this.#id,
      filled: $state.snapshot(this.filled) as Filled,
      step: this.step,
      parts: this.parts.map((part) => part.id),
      replaces: this.replaces,
    };
    try {
      await shelf.keep(KEY, kept);
      this.unkept = false;
    } catch {
      this.unkept = true;
    }
  }

  async addPart(
    kind: 'photo' | 'voice',
    of: { bytes: ArrayBuffer; type: string; name: string },
  ): Promise<void> {
    const part: DraftPart = { id: uuid7(), kind, ...of };
    this.parts = [...this.parts, part];
    try {
      await shelf.keep(partKey(part.id), part);
    } catch {
      this.unkept = true;
    }
    await this.save();
  }

  async dropPart(id: string): Promise<void> {
    this.parts = this.parts.filter((part) => part.id !== id);
    await shelf.forget(partKey(id)).catch(() => undefined);
    await this.save();
  }

  /** Writes the report into the outbox; throws where the device cannot keep it, and the draft stays. */
  async send(): Promise<string> {
    const who = app.identity;
    const { kind, place } = this.filled;
    if (!who || kind === null || place === null) throw new Error('not ready');
    const made = Date.now();
    const id = this.#id;
    const text = bodyText($state.snapshot(this.filled) as Filled, app.form, {
      id,
      occurredAt: new Date(occurredAt(made, app.clockOffMs, app.space)).toISOString(),
      device: app.device,
      member: who.kind === 'team' ? who.member : '',
    });
    const parts: Part[] = this.parts.map((part) => ({ ...part, report: id }));
    const replaced = this.replaces;
    await courier.add(
      {
        id,
        format: 1,
        text,
        space: app.space?.name ?? 'live',
        author: { name: who.name, label: signedAs(who) },
        proof: await seal(who, text),
        madeAt: made,
        clockOffMs: app.clockOffMs,
        origin: 'own',
        kind,
        place: placeInWords(this.filled),
        parts: parts.length,
      },
      parts,
    );
    if (replaced !== null) await courier.note({ what: 'replaced', by: id, report: replaced, at: made });
    await this.drop();
    return id;
  }

  /** Begins again from a report that the centre did not take; the report itself stays where it is. */
  async from(report: string, filled: Filled, parts: Part[], step: 1 | 2 | 3): Promise<void> {
    await this.drop();
    this.filled = filled;
    this.step = step;
    this.replaces = report;
    for (const { kind, bytes, type, name } of parts) await this.addPart(kind, { bytes, type, name });
    await this.save();
  }

  async drop(): Promise<void> {
    clearTimeout(this.#timer);
    const parts = this.parts;
    this.#id = uuid7();
    this.filled = structuredClone(NOTHING);
    this.step = 1;
    this.parts = [];
    this.replaces = null;
    await shelf.forget(KEY).catch(() => undefined);
    for (const part of parts) await shelf.forget(partKey(part.id)).catch(() => undefined);
  }
}

/** Where, in the few words that a list has room for. */
export function placeInWords({ place }: Filled): string {
  if (!place) return '';
  if (place.landmark) return [place.landmark, place.commune_name].filter(Boolean).join(', ');
  if (place.road) return `${place.road} ${place.chainage}`.trim();
  if (place.commune_name) return place.commune_name;
  return place.lat !== null && place.lon !== null ? `${place.lat.toFixed(4)}, ${place.lon.toFixed(4)}` : '';
}

export const draft = new Draft();
