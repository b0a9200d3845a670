import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Unreachable } from '../../src/api/problem';
import { PIECE_BYTES, sendPart } from '../../field/src/outbox/parts';
import type { Part, Report } from '../../field/src/outbox/model';
import type { Identity } from '../../field/src/who/identity';

const BY = { secret: 'go_1' } as Identity;
const REPORT = { id: 'r1', space: 'live' } as Report;
const bytes = Uint8Array.from({ length: PIECE_BYTES * 5 + 17 }, (_, i) => (i * 31) % 251);
const PART = {
  id: 'p1',
  report: 'r1',
  kind: 'photo',
  type: 'image/jpeg',
  name: 'đá.jpg',
  bytes: bytes.buffer,
} as Part;

/** A server that speaks tus, and breaks the line when it is told to. */
class Centre {
  got = Buffer.alloc(0);
  begun: string[] = [];
  patches = 0;
  /** The line breaks after this many pieces more: their bytes may have arrived. */
  breaks: 'before' | 'after' | null = null;
  gone = false;
  server: Server = createServer((request, response) => void this.answer(request, response));

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    const say = (status: number, headers: Record<string, string> = {}, text = '') =>
      response
        .writeHead(status, { 'X-Request-ID': 'x', 'Upload-Offset': String(this.got.length), ...headers })
        .end(text);
    if (request.method === 'POST') {
      this.begun.push(String(request.headers['upload-metadata']));
      this.gone = false;
      say(201, { Location: `${this.address}/api/incidents/uploads/p1` });
    } else if (this.gone) say(410, {}, '{"code":"upload_gone"}');
    else if (request.method === 'HEAD') say(200);
    else {
      this.patches++;
      const broken = this.breaks;
      this.breaks = null;
      if (broken === 'before') request.socket.destroy();
      else {
        const sum = createHash('sha256').update(body).digest('base64');
        expect(request.headers['upload-checksum']).toBe(`sha256 ${sum}`);
        expect(Number(request.headers['upload-offset'])).toBe(this.got.length);
        this.got = Buffer.concat([this.got, body]);
        if (broken === 'after') request.socket.destroy();
        else say(204);
      }
    }
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

let centre: Centre;
const realFetch = globalThis.fetch;
beforeEach(async () => {
  centre = new Centre();
  await new Promise<void>((ready) => centre.server.listen(0, '127.0.0.1', ready));
  globalThis.fetch = (path, asked) => realFetch(new URL(String(path), centre.address), asked);
});
afterEach(() => {
  globalThis.fetch = realFetch;
  centre.server.closeAllConnections();
  centre.server.close();
});

describe('a photograph in pieces', () => {
  it('arrives whole, under its own id and name', async () => {
    let place = '';
    await sendPart(REPORT, PART, BY, null, (url) => ((place = url), Promise.resolve()));
    expect(centre.got.equals(Buffer.from(bytes))).toBe(true);
    expect(place).toMatch(/uploads\/p1$/);
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    expect(centre.begun).toEqual([`filename ${base64('đá.jpg')},id ${base64('p1')}`]);
  });

  it.each(['before', 'after'] as const)(
    'goes on where the line broke (%s the bytes arrived)',
    async (when) => {
      let place: string | null = null;
      const keep = (url: string) => ((place = url), Promise.resolve());
      centre.breaks = when;
      await expect(sendPart(REPORT, PART, BY, place, keep)).rejects.toThrow(Unreachable);
      const before = centre.got.length;
      expect(before).toBe(when === 'after' ? PIECE_BYTES : 0);
      await sendPart(REPORT, PART, BY, place, keep);
      expect(centre.begun.length).toBe(1);
      expect(centre.got.equals(Buffer.from(bytes))).toBe(true);
    },
  );

  it('begins anew where the centre forgot what it had', async () => {
    centre.gone = true;
    await sendPart(REPORT, PART, BY, `${centre.address}/api/incidents/uploads/p1`, () => Promise.resolve());
    expect(centre.begun.length).toBe(1);
    expect(centre.got.length).toBe(bytes.length);
  });

  it('asks for nothing more where all of it is there', async () => {
    centre.got = Buffer.from(bytes);
    await sendPart(REPORT, PART, BY, `${centre.address}/api/incidents/uploads/p1`, () => Promise.resolve());
    expect(centre.patches).toBe(0);
  });
});
