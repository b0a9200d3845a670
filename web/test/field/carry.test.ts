import { describe, expect, it } from 'vitest';
import { uuid7 } from '../../src/lib/uuid7';
import { Damaged, pack, unpack } from '../../field/src/carry/bundle';
import { crc32, fromBase45, Gathering, PER_CODE, toBase45, toCodes } from '../../field/src/carry/codes';
import type { Report } from '../../field/src/outbox/model';

function report(note: string): Report {
  const id = uuid7();
  return {
    id,
    format: 1,
    text: JSON.stringify({ id, kind: 'landslide', note }),
    space: 'live',
    author: { name: 'thao', label: 'Thào A' },
    proof: 'a'.repeat(64),
    madeAt: 1_790_000_000_000,
    clockOffMs: -7_200_000,
    origin: 'own',
    kind: 'landslide',
    place: 'Xã Bát Xát',
    parts: 1,
  };
}

const some = (n: number) => Uint8Array.from({ length: n }, (_, i) => (i * 73 + (i >> 3) * 31) % 256);

describe('a file of reports', () => {
  it('comes back letter for letter, photographs too, and as carried', async () => {
    const own = report('đá lấp nửa đường — “QL4D”');
    const picture = some(5000);
    const part = {
      id: uuid7(),
      report: own.id,
      kind: 'photo' as const,
      type: 'image/jpeg',
      name: 'a.jpg',
      bytes: picture.buffer,
    };
    const back = await unpack(await pack({ reports: [own], parts: [part] }));
    expect(back.reports).toEqual([{ ...own, origin: 'carried' }]);
    expect(new Uint8Array(back.parts[0]?.bytes ?? new ArrayBuffer(0))).toEqual(picture);
  });

  it('waits for no photograph that did not come along', async () => {
    const back = await unpack(await pack({ reports: [report('x')], parts: [] }));
    expect(back.reports[0]?.parts).toBe(0);
  });

  it('takes nothing from a damaged one', async () => {
    const whole = await pack({ reports: [report('x')], parts: [] });
    for (const at of [0, 12, 40, whole.length - 6]) {
      const bad = whole.slice();
      bad[at] = (bad[at] ?? 0) ^ 0x55;
      await expect(unpack(bad)).rejects.toThrow(Damaged);
    }
    await expect(unpack(whole.slice(0, -9))).rejects.toThrow(Damaged);
    await expect(unpack(new Uint8Array())).rejects.toThrow(Damaged);
    await expect(unpack(new TextEncoder().encode('id,kind\n1,fire'))).rejects.toThrow(Damaged);
  });

  it.each([
    ['another id than its text', (one: Report) => ({ ...one, id: uuid7() })],
    ['a text that is no report', (one: Report) => ({ ...one, text: '[]' })],
    ['no author', (one: Report) => ({ ...one, author: null as never })],
    ['a space that is an address', (one: Report) => ({ ...one, space: 'live&x=1' })],
    ['no time', (one: Report) => ({ ...one, madeAt: NaN })],
  ])('refuses %s', async (_, change) => {
    await expect(unpack(await pack({ reports: [change(report('x'))], parts: [] }))).rejects.toThrow(Damaged);
  });
});

describe('a series of codes', () => {
  it('is base45 as RFC 9285 writes it', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(toBase45(bytes('AB'))).toBe('BB8');
    expect(toBase45(bytes('Hello!!'))).toBe('%69 VD92EX0');
    expect(toBase45(bytes('ietf!'))).toBe('QED8WEX0');
    for (const n of [0, 1, 2, 3, 257]) expect(fromBase45(toBase45(some(n)))).toEqual(some(n));
    for (const bad of ['A', 'ZZZ', 'ab', ':::']) expect(() => fromBase45(bad)).toThrow(RangeError);
    expect(crc32(bytes('123456789'))).toBe('CBF43926');
  });

  it('is put together in any order, with repeats, and not before it is whole', () => {
    const bytes = some(3000);
    const codes = toCodes(bytes);
    expect(codes.length).toBeGreaterThan(5);
    expect(Math.max(...codes.map((code) => code.length))).toBeLessThan(PER_CODE + 24);
    const gathering = new Gathering();
    const mixed = [...codes.slice(3), ...codes.slice(0, 5)];
    const said = mixed.map((code) => gathering.take(code));
    expect(said.slice(0, -3)).not.toContain('whole');
    expect(said).toContain('whole');
    expect(gathering.bytes()).toEqual(bytes);
  });

  it('begins anew with a code of another series, and heeds no code of somebody else', () => {
    const [a, b] = [toCodes(some(2000)), toCodes(some(2001))];
    const gathering = new Gathering();
    expect(gathering.take(a[0] ?? '')).toBe('more');
    expect(gathering.take('https://example.org')).toBe('none');
    expect(gathering.take('GEO1:00000000:3:2:AB')).toBe('none');
    expect(gathering.take(b[1] ?? '')).toBe('other');
    expect([gathering.got, gathering.count]).toEqual([1, b.length]);
  });

  it('finds a misread code by its checksum', () => {
    const codes = toCodes(some(2000));
    const gathering = new Gathering();
    const swapped = codes.map((code, i) => (i === 1 ? `${code.slice(0, -3)}000` : code));
    for (const code of swapped) gathering.take(code);
    expect(() => gathering.bytes()).toThrow(RangeError);
  });
});
