/** Getting a token for this phone: by name and password once, or by a team's code. */
import { ApiProblem } from '../../../src/api/problem';
import type { SessionBody } from '../../../src/api/types';
import { app } from '../app.svelte';
import { shelf } from '../outbox/courier.svelte';
import { get, post, read, wire } from '../outbox/wire';
import type { Identity } from './identity';

interface Holder {
  kind: 'person' | 'team';
  name: string;
  label: string;
  roles: string[];
  scope: string;
}

export const PENDING_JOIN = 'join';

/** What the server says of a token that it takes. */
const said = ({ kind, label, roles, scope }: Holder) => ({ kind, label, roles, scope, locked: null });

const known = (holder: Holder, secret: string, member: string): Identity => ({
  ...said(holder),
  name: holder.name,
  secret,
  member,
});

/** A first password has to be changed before anything else. */
export interface Opened {
  csrf: string;
  mustChange: boolean;
}

export async function openSession(name: string, password: string): Promise<Opened> {
  const body = await post<SessionBody>('/api/session', null, { name, password });
  return { csrf: body.csrf, mustChange: body.person.must_change_password };
}

export async function changePassword(csrf: string, current: string, fresh: string): Promise<Opened> {
  const body = await post<SessionBody>(
    '/api/session/password',
    null,
    { current, new: fresh },
    { 'X-CSRF-Token': csrf },
  );
  return { csrf: body.csrf, mustChange: false };
}

/** Trades the session for this phone's own token, and closes the session: a lost phone has one thing to take back. */
export async function keepPhone(csrf: string): Promise<Identity> {
  const label = navigator.userAgent.slice(0, 100);
  const headers = { 'X-CSRF-Token': csrf };
  const made = await post<{ secret: string; holder: Holder }>('/api/tokens/phone', null, { label }, headers);
  const identity = known(made.holder, made.secret, '');
  await app.use(identity);
  await wire('/api/session', null, { method: 'DELETE', headers }).catch(() => undefined);
  return identity;
}

export async function join(secret: string): Promise<Identity> {
  const holder = await get<Holder>('/api/tokens/self', secret);
  const before = (await shelf.identities()).find((one) => one.name === holder.name);
  const identity = known(holder, secret, before?.member ?? '');
  await app.use(identity);
  return identity;
}

/** Asks whether every token on this phone is still good; without a connection nothing changes. */
export async function checkIdentities(): Promise<void> {
  for (const identity of await shelf.identities()) {
    try {
      const holder = await get<Holder>('/api/tokens/self', identity.secret);
      await shelf.amendIdentity(identity, said(holder));
    } catch (fault) {
      if (!(fault instanceof ApiProblem)) return;
      if (fault.status === 401 || fault.code === 'password_change_required') {
        await shelf.amendIdentity(identity, { locked: fault.code });
      }
    }
  }
  await app.refreshIdentity();
}

/** Leaves the phone. A token that reports still wait for is kept until they have their receipts. */
export async function leave(identity: Identity, waiting: boolean): Promise<void> {
  await app.leave();
  if (waiting) return;
  await shelf.dropIdentity(identity.name);
  await wire('/api/tokens/self', identity.secret, { method: 'DELETE' })
    .then((answer) => read(answer))
    .catch(() => undefined);
}
