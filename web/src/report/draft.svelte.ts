import { ask, isAbort } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { Commune, Position } from '../api/types';
import { keep, recall } from '../lib/stored';
import { uuid7 } from '../lib/uuid7';
import { session } from '../session/session.svelte';
import { space } from '../state/space.svelte';
import { authorOf, type Parcel } from './outbox';
import { outbox } from './outbox.svelte';

interface Kept {
  kind: string | null;
  severity: number | null;
  note: string;
}

const EMPTY: Kept = { kind: null, severity: null, note: '' };

/**
 * The report being written. It outlives a closed form, an ended session and a reloaded page, and shows to nobody but
 * the person who writes it: command centres have one screen for several.
 */
class Draft {
  kind = $state<string | null>(null);
  severity = $state<number | null>(null);
  note = $state('');
  position = $state.raw<Position | null>(null);
  /** The commune that the server found for the place; null while it is asked or cannot be. */
  commune = $state.raw<Commune | null>(null);
  outside = $state<string | null>(null);
  /** Looking for the place on the map from here first, for a report begun from a commune. */
  near = $state.raw<Commune | null>(null);
  #locating: AbortController | null = null;

  /** What the person who is signed in now had written. */
  restore(): void {
    const { kind, severity, note } = recall(this.#key(), EMPTY);
    Object.assign(this, { kind, severity, note });
  }

  remember(): void {
    keep(this.#key(), { kind: this.kind, severity: this.severity, note: this.note });
  }

  startIn(commune: Commune): void {
    this.near = commune;
  }

  async place(position: Position): Promise<void> {
    this.position = position;
    this.commune = null;
    this.outside = null;
    this.#locating?.abort();
    const locating = new AbortController();
    this.#locating = locating;
    const { lon, lat } = position;
    try {
      const found = await ask<{ commune: Commune }>('GET', '/api/communes/locate', {
        query: { lon, lat },
        signal: locating.signal,
      });
      this.commune = found.commune;
    } catch (fault) {
      if (!isAbort(fault) && fault instanceof ApiProblem) this.outside = fault.message;
    }
  }

  ready(): boolean {
    return this.kind !== null && this.position !== null && space.name !== null;
  }

  /** The promise ends when it is safe on this device. */
  async send(): Promise<void> {
    if (!this.kind || !this.position || !space.name) return;
    const id = uuid7();
    const parcel: Parcel = {
      id,
      space: space.name,
      place: this.commune?.full_name_vi ?? '',
      madeAt: Date.now(),
      state: 'waiting',
      attempts: 0,
      reason: null,
      ...(session.person && { author: authorOf(session.person) }),
      body: {
        id,
        kind: this.kind,
        occurred_at: new Date(space.now).toISOString(),
        position: { ...this.position },
        ...(this.severity === null ? {} : { severity: this.severity }),
        ...(this.note.trim() === '' ? {} : { note: this.note.trim() }),
      },
    };
    // Emptied before it is written down: a second click sends nothing, and what is typed meanwhile belongs to the next.
    // What this browser keeps of it goes only after.
    this.#empty();
    await outbox.post(parcel);
    this.remember();
  }

  clear(): void {
    this.#empty();
    this.remember();
  }

  #key(): string {
    return `draft.report.${session.person?.name}`;
  }

  #empty(): void {
    this.#locating?.abort();
    this.kind = this.severity = this.position = this.commune = this.outside = this.near = null;
    this.note = '';
  }
}

export const draft = new Draft();
