import { ask } from '../../api/client';
import type { components } from '../../api/schema';
import type { Listed } from '../../api/types';
import { live } from '../../state/live.svelte';
import { Resource } from '../../state/resource.svelte';
import { space } from '../../state/space.svelte';

type Schemas = components['schemas'];
export type Recipient = Schemas['EscalationRecipientOut'];
export type Message = Schemas['EscalationMessageOut'];
export type Level = Schemas['EscalationLevelOut'];

const BASE = '/api/incidents/escalation';
const LOOK_MS = 2000;

/** Who is told, and what became of it. Always of the live space: only what is real goes out. */
export class Desk {
  recipients = new Resource<Listed<Recipient>>();
  messages = new Resource<Listed<Message>>();
  levels = new Resource<Listed<Level>>();
  #looking: ReturnType<typeof setInterval> | undefined;

  /** The newest message to each recipient. */
  last: Readonly<Record<string, Message>> = $derived(
    Object.fromEntries(
      [...(this.messages.data?.items ?? [])].reverse().map((one) => [one.recipient_id, one]),
    ),
  );
  waiting = $derived(this.messages.data?.items.some((one) => one.state === 'waiting') ?? false);

  open(): () => void {
    void this.levels.load(`${BASE}/levels`);
    this.refresh();
    const heard = live.listen((change) => {
      if (change.entity.startsWith('escalation_')) this.refresh();
    });
    // An attempt that failed writes no change: while something waits, its receipt is looked at again.
    this.#looking = setInterval(() => this.waiting && void this.messages.load(`${BASE}/messages`), LOOK_MS);
    return () => {
      heard();
      clearInterval(this.#looking);
      for (const one of [this.recipients, this.messages, this.levels]) one.clear();
    };
  }

  refresh(): void {
    void this.recipients.load(`${BASE}/recipients`);
    void this.messages.load(`${BASE}/messages`);
  }

  async trial(recipient: Recipient): Promise<void> {
    await ask('POST', `${BASE}/recipients/${recipient.id}/trial`, { query: { space: space.name } });
    await this.messages.load(`${BASE}/messages`);
  }

  async remove(recipient: Recipient): Promise<void> {
    await ask('DELETE', `${BASE}/recipients/${recipient.id}`);
    this.refresh();
  }

  /** A new one, or with `recipient` (as it was read last) what is to be otherwise. */
  async save(recipient: Recipient | null, body: Record<string, unknown>): Promise<void> {
    if (recipient)
      await ask('PATCH', `${BASE}/recipients/${recipient.id}`, { body, ifMatch: recipient.etag });
    else await ask('POST', `${BASE}/recipients`, { body });
    this.refresh();
  }
}
