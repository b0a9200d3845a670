/** What the app knows of itself, kept on the phone: who reports, the form, the clock, the space, the communes. */
import { ApiProblem } from '../../src/api/problem';
import { BUILT_IN, isForm, type FormDefinition } from './form/definition';
import { shelf } from './outbox/courier.svelte';
import { CLOCK_DOUBT_MS, get, hearClock } from './outbox/wire';
import { WRONG_MS, type SpaceClock } from './report/clock';
import type { Identity } from './who/identity';

interface ToldSpace {
  name: string;
  kind: SpaceClock['kind'];
  title: { vi: string; en: string };
  now: string;
  speed: number;
  running: boolean;
  ends_at: string | null;
  default: boolean;
}

class App {
  opened = $state(false);
  identity = $state.raw<Identity | null>(null);
  form = $state.raw<FormDefinition>(BUILT_IN);
  /** How far this phone's clock is behind the server's (ms); null before they ever met. */
  clockOffMs = $state<number | null>(null);
  space = $state.raw<SpaceClock | null>(null);
  device = '';
  clockWrong = $derived(this.clockOffMs !== null && Math.abs(this.clockOffMs) > WRONG_MS);
  #learning: Promise<unknown> | null = null;

  async open(): Promise<void> {
    hearClock((off) => this.#hear(off));
    const [current, form, clock, space, device] = await Promise.all([
      shelf.recall<string>('current'),
      shelf.recall<FormDefinition>('form'),
      shelf.recall<number>('clock'),
      shelf.recall<SpaceClock>('space'),
      shelf.recall<string>('device'),
    ]);
    this.device = device ?? crypto.randomUUID();
    if (device === undefined) await shelf.keep('device', this.device);
    if (form && isForm(form)) this.form = form;
    this.clockOffMs = clock ?? null;
    this.space = space ?? null;
    await this.refreshIdentity(current ?? null);
    this.opened = true;
  }

  async refreshIdentity(name: string | null = this.identity?.name ?? null): Promise<void> {
    this.identity = (await shelf.identities()).find((one) => one.name === name) ?? null;
  }

  async use(identity: Identity): Promise<void> {
    await shelf.keepIdentity(identity);
    await shelf.keep('current', identity.name);
    this.identity = identity;
  }

  async leave(): Promise<void> {
    await shelf.forget('current');
    this.identity = null;
  }

  /** Asks the centre for what may have changed. Every part stays as it is where it cannot be had. */
  async learn(): Promise<void> {
    const secret = this.identity?.secret ?? null;
    if (secret === null || !navigator.onLine) return;
    this.#learning ??= Promise.allSettled([this.#learnForm(secret), this.#learnSpace(secret)]).finally(() => {
      this.#learning = null;
    });
    await this.#learning;
  }

  /** The space to ask the centre about. A phone that was told of none yet asks first: `live` is not it in a drill. */
  async whichSpace(): Promise<string> {
    if (this.space === null) await this.learn();
    return this.space?.name ?? 'live';
  }

  async #learnForm(secret: string): Promise<void> {
    try {
      const told = await get<unknown>('/api/incidents/form', secret);
      if (!isForm(told)) return;
      this.form = told;
      await shelf.keep('form', told);
    } catch (fault) {
      if (!(fault instanceof ApiProblem)) throw fault;
    }
  }

  async #learnSpace(secret: string): Promise<void> {
    const { items } = await get<{ items: ToldSpace[] }>('/api/spaces', secret);
    const shown = items.find((one) => one.default) ?? items.find((one) => one.kind === 'live') ?? items[0];
    if (!shown) return;
    const { name, kind, title, speed, running } = shown;
    this.space = {
      name,
      kind,
      title,
      speed,
      running,
      now: Date.parse(shown.now),
      at: Date.now() + (this.clockOffMs ?? 0),
      ends: shown.ends_at === null ? null : Date.parse(shown.ends_at),
    };
    await shelf.keep('space', $state.snapshot(this.space));
  }

  #hear(off: number): void {
    const known = this.clockOffMs;
    if (known !== null && Math.abs(off - known) < CLOCK_DOUBT_MS) return;
    this.clockOffMs = Math.round(off);
    void shelf.keep('clock', this.clockOffMs).catch(() => undefined);
  }
}

export const app = new App();
