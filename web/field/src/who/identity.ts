/** Who reports from this phone. The token stands for them, with or without a connection, until it is taken back. */
export interface Identity {
  /** As the server knows them; `token:…` for a team. */
  name: string;
  kind: 'person' | 'team';
  label: string;
  /** The person behind a team's phone, as they wrote themselves. */
  member: string;
  roles: string[];
  scope: string;
  secret: string;
  /** Why the server would not take this token any more, by its code; null while it does. */
  locked: string | null;
}

/** The seal that lets others carry a report without its author's name being in doubt; null without WebCrypto. */
export async function seal(identity: Identity, text: string): Promise<string | null> {
  // Browsers hide WebCrypto from pages that came over plain HTTP.
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (!subtle) return null;
  const bytes = (words: string) => new TextEncoder().encode(words);
  const secret = await subtle.digest('SHA-256', bytes(identity.secret));
  const key = await subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const mac = new Uint8Array(await subtle.sign('HMAC', key, bytes(text)));
  return Array.from(mac, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** How a report is signed with its author's name where people read it. */
export function signedAs(identity: Identity): string {
  return identity.kind === 'team' && identity.member
    ? `${identity.member} (${identity.label})`
    : identity.label;
}
