import { ask } from '../../api/client';
import type { components } from '../../api/schema';
import type { Listed } from '../../api/types';
import { follow } from '../../state/follow';
import { Resource } from '../../state/resource.svelte';
import { space } from '../../state/space.svelte';

type Schemas = components['schemas'];
export type Alert = Schemas['AlertOut'];
export type AlertDetail = Schemas['AlertDetail'];
export type AlertBody = Schemas['AlertIn'];
export type Preview = Schemas['PreviewOut'];
export type Form = Schemas['WarningFormOut'];
export type Bulletin = Schemas['BulletinOut'];
export type Recipient = Schemas['SubscriptionOut'];
export type Receipt = Schemas['DeliveryOut'];

export type Tab = 'inForce' | 'open' | 'ended' | 'bulletins' | 'recipients';
const STATES = { inForce: 'in_force', open: 'open', ended: 'ended' } as const;
const SETTLE_MS = 500;

/** What the page of warnings shows: the lists, the chosen warning with its receipts, and what changes meanwhile. */
export class Desk {
  #form = new Resource<Form>();
  form: Form | null = $derived(this.#form.data);
  inForce = new Resource<Listed<Alert>>();
  open = new Resource<Listed<Alert>>();
  ended = new Resource<Listed<Alert>>();
  bulletins = new Resource<Listed<Bulletin>>();
  recipients = new Resource<Listed<Recipient>>();
  detail = new Resource<AlertDetail>();
  receipts = new Resource<Listed<Receipt>>();
  chosen = $state<string | null>(null);

  constructor(private readonly maySubscribe: () => boolean) {}

  /** Fetches what the page begins with, and again what others change; ends with the function that stops it. */
  start(): () => void {
    void this.#form.load('/api/warnings/form');
    this.refresh();
    return follow(
      (change) => ['alert', 'bulletin', 'delivery', 'subscription'].includes(change.entity),
      () => this.refresh(),
      SETTLE_MS,
    );
  }

  refresh(): void {
    const query = { space: space.name, kind: 'own' };
    for (const tab of ['inForce', 'open', 'ended'] as const)
      void this[tab].load('/api/warnings', { ...query, state: STATES[tab] });
    void this.bulletins.load('/api/cap/bulletins', { space: space.name });
    if (this.maySubscribe()) void this.recipients.load('/api/alerting/recipients', { space: space.name });
    if (this.chosen) this.choose(this.chosen);
  }

  choose(id: string | null): void {
    if (id !== this.chosen) {
      this.detail.clear();
      this.receipts.clear();
    }
    this.chosen = id;
    if (!id) return;
    void this.detail.load(`/api/warnings/${id}`, { space: space.name });
    if (this.maySubscribe())
      void this.receipts.load('/api/alerting/receipts', { space: space.name, warning: id });
  }

  /** Take a step; the answer is the warning after it, or the new draft of an update. */
  async step(alert: Alert, action: string, note: string | null): Promise<Alert> {
    const after = await send<Alert>(
      'POST',
      `/api/warnings/${alert.id}/actions/${action}`,
      { note },
      alert.etag,
    );
    this.chosen = after.id;
    this.refresh();
    return after;
  }

  /** Another address or signing key for a recipient, as it was read. */
  async readdress(recipient: Recipient, body: Record<string, string | null>): Promise<void> {
    await send('PATCH', `/api/alerting/recipients/${recipient.id}`, body, recipient.etag);
    this.refresh();
  }

  async save(body: AlertBody, alert: Alert | null): Promise<Alert> {
    const saved = alert
      ? await send<Alert>('PUT', `/api/warnings/${alert.id}`, body, alert.etag)
      : await send<Alert>('POST', '/api/warnings', body);
    this.chosen = saved.id;
    this.refresh();
    return saved;
  }
}

/** A request that changes a warning, with the etag that was read. */
function send<T>(method: string, path: string, body: unknown, etag?: string): Promise<T> {
  return ask<T>(method, path, {
    query: { space: space.name },
    body,
    ...(etag ? { ifMatch: etag } : {}),
  });
}
