import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp } from '../cli/spawned-host';

const MEGABYTE = 1024 * 1024;
const LARGE = 320 * MEGABYTE;
/** What a process may grow by while such a body passes through it, chunks that await their collection among it. */
const SLACK = 240 * MEGABYTE;

function* zeros(bytes: number): Generator<Buffer> {
  const chunk = Buffer.alloc(64 * 1024);
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
}

describe('an app that streams', () => {
  const host = startApp('streaming');
  let url = '';
  beforeAll(async () => {
    url = await host.url();
  });
  afterAll(() => host.stop());

  const memory = async (): Promise<number> => Number(await (await fetch(`${url}/api/memory`)).text());

  /** Sends a body of that size and counts what comes back; samples the memory of the host on the way. */
  const exchange = async (path: string, bytes: number) => {
    const outgoing = request(`${url}/api/${path}`, { method: bytes > 0 ? 'POST' : 'GET' });
    const answered = new Promise<Readable>((resolve, reject) => {
      outgoing.once('response', resolve).once('error', reject);
    });
    const sent = pipeline(Readable.from(zeros(bytes)), outgoing);
    let received = 0;
    let peak = 0;
    for await (const chunk of await answered) {
      const before = Math.floor(received / (16 * MEGABYTE));
      received += (chunk as Buffer).length;
      if (Math.floor(received / (16 * MEGABYTE)) > before) peak = Math.max(peak, await memory());
    }
    await sent;
    return { received, peak };
  };

  it('passes a large body both ways at once without keeping it', async () => {
    await exchange('mirror/1', 32 * MEGABYTE);
    const before = await memory();
    const { received, peak } = await exchange('mirror/1', LARGE);
    expect(received).toBe(LARGE);
    expect(peak - before).toBeLessThan(SLACK);
  }, 60_000);

  it('passes a large answer on without keeping it', async () => {
    const before = await memory();
    const { received, peak } = await exchange(`download?bytes=${LARGE}`, 0);
    expect(received).toBe(LARGE);
    expect(peak - before).toBeLessThan(SLACK);
  }, 60_000);

  it('begins to answer before the request has ended', async () => {
    const outgoing = request(`${url}/api/mirror/2`, { method: 'POST' });
    const answered = new Promise<Readable>((resolve) => outgoing.once('response', resolve));
    outgoing.write('first');
    const answer = await answered;
    const [first] = await new Promise<Buffer[]>((resolve) => answer.once('data', (chunk: Buffer) => resolve([chunk])));
    expect(first?.toString()).toBe('first');
    outgoing.end('second');
    expect((await answer.toArray()).join('')).toBe('second');
  });

  it('tells the function when the caller has gone', async () => {
    const outgoing = request(`${url}/api/swallow`, { method: 'POST' });
    outgoing.on('error', () => undefined);
    await new Promise<void>((resolve) => outgoing.write(Buffer.alloc(100_000), () => resolve()));
    outgoing.destroy();
    while ((await (await fetch(`${url}/api/aborted`)).text()) !== '1');
  });

  it('keeps only the attributes that a cookie was given', async () => {
    const answer = await fetch(`${url}/api/cookies`);
    expect(answer.headers.getSetCookie()).toEqual(['plain=a', 'full=1; Path=/x; HttpOnly']);
  });
});
