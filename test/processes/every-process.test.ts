import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { registeredProcesses } from '../../src/registered-processes';
import { useApp } from '../support/app';

const names = registeredProcesses.map(({ process }) => process.contract.name);

const Entry = z.object({ version: z.int(), example: z.record(z.string(), z.unknown()) });
const Stored = z.object({
  input: z.object({ options: z.object({}), processVersion: z.int(), requestFingerprint: z.string() }),
});

describe('every process of the catalogue', () => {
  it.each(names)('begins with its example, once for one key, and reads what the edge has stored: %s', async (name) => {
    await using app = await useApp();
    const { example, version } = Entry.parse((await app.get(`/processes/${name}`)).body);
    const start = () => app.post(`/processes/${name}`, example, { 'Idempotency-Key': 'example' });
    const { status, body: first } = await start();
    await app.host.settled();
    const id = String(first['id']);
    const { body } = await app.get(`/processes/${name}/${id}`);
    expect([status, body]).toEqual([202, expect.objectContaining({ process: name, version, id })]);
    expect(['waiting', 'completed']).toContain(body['state']);
    expect(Stored.parse(await app.host.instance(id).status()).input.processVersion).toBe(version);
    expect((await start()).body).toEqual(first);
  });
});
