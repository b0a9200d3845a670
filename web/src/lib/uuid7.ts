/**
 * A version 7 UUID (RFC 9562): the time in milliseconds, then random bits, so that ids made on many devices
 * never meet and still sort by the moment they were made.
 */
export function uuid7(now: number = Date.now(), random: (bytes: Uint8Array) => void = fill): string {
  const bytes = new Uint8Array(16);
  random(bytes);
  let rest = now;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function fill(bytes: Uint8Array): void {
  crypto.getRandomValues(bytes);
}
