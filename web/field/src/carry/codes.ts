/**
 * Bytes as a series of texts that fit into QR codes, in the alphabet that QR packs most tightly (base45, RFC 9285).
 * Each carries its number, how many there are, and the checksum of the whole, so that they may be read in any order,
 * twice, and among codes of another series. Pure.
 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
/** Characters of data in one code: a QR of version 13 with medium correction, which old cameras still read. */
export const PER_CODE = 440;
const MARK = 'GEO1';
const LINE = /^GEO1:([0-9A-F]{8}):(\d{1,4}):(\d{1,4}):(.*)$/s;

export function toBase45(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const pair = i + 1 < bytes.length;
    let n = pair ? (bytes[i] ?? 0) * 256 + (bytes[i + 1] ?? 0) : (bytes[i] ?? 0);
    for (let k = 0; k < (pair ? 3 : 2); k++) {
      out += ALPHABET[n % 45] ?? '';
      n = Math.floor(n / 45);
    }
  }
  return out;
}

/** Throws RangeError for what is no base45. */
export function fromBase45(text: string): Uint8Array {
  const out: number[] = [];
  for (let i = 0; i < text.length; i += 3) {
    const digits = [...text.slice(i, i + 3)].map((character) => ALPHABET.indexOf(character));
    if (digits.length === 1 || digits.includes(-1)) throw new RangeError('base45');
    const n = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    if (n > (digits.length === 3 ? 0xffff : 0xff)) throw new RangeError('base45');
    if (digits.length === 3) out.push(n >> 8);
    out.push(n & 0xff);
  }
  return Uint8Array.from(out);
}

/** CRC-32 (ISO 3309, as in gzip), as eight hexadecimal digits. */
export function crc32(bytes: Uint8Array): string {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0').toUpperCase();
}

export function toCodes(bytes: Uint8Array, perCode = PER_CODE): string[] {
  const data = toBase45(bytes);
  const sum = crc32(bytes);
  const count = Math.max(1, Math.ceil(data.length / perCode));
  return Array.from({ length: count }, (_, i) => {
    return `${MARK}:${sum}:${i + 1}:${count}:${data.slice(i * perCode, (i + 1) * perCode)}`;
  });
}

/** Which series a code belongs to, by the checksum of the whole; null for what is no code of ours. */
export function seriesOf(text: string): string | null {
  return LINE.exec(text)?.[1] ?? null;
}

/** Puts codes together, in whatever order and however often they are read. */
export class Gathering {
  sum = '';
  count = 0;
  #pieces = new Map<number, string>();

  get got(): number {
    return this.#pieces.size;
  }

  /** `none`: not one of ours; `other`: the first of another series, which begins anew; `whole`: nothing is missing. */
  take(text: string): 'none' | 'more' | 'other' | 'whole' {
    const [, sum = '', i = '', n = '', data = ''] = LINE.exec(text) ?? [];
    const [number, count] = [Number(i), Number(n)];
    if (sum === '' || number < 1 || number > count) return 'none';
    const other = this.sum !== '' && (sum !== this.sum || count !== this.count);
    if (other || this.sum === '') {
      this.sum = sum;
      this.count = count;
      this.#pieces.clear();
    }
    this.#pieces.set(number, data);
    if (this.#pieces.size === count) return 'whole';
    return other ? 'other' : 'more';
  }

  /** The bytes; throws RangeError where the checksum says that a code was misread. */
  bytes(): Uint8Array {
    const data = Array.from({ length: this.count }, (_, i) => this.#pieces.get(i + 1) ?? '').join('');
    const bytes = fromBase45(data);
    if (crc32(bytes) !== this.sum) throw new RangeError('checksum');
    return bytes;
  }
}
