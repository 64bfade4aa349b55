import { EntityId } from 'durable-functions';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startOnce } from '../../../src/http/start-once';
import { FakeClient } from '../../support/fake-client';

const impatient = { withinMs: 40, everyMs: 1 };
const start = {
  process: 'purchase',
  key: 'k-1',
  order: { a: 1, b: { c: 2, d: 3 } },
  stamped: { options: { threshold: 5 }, processVersion: 3 },
};

describe('starting once', () => {
  it('starts with the order, what the app adds and the fingerprint', async () => {
    const client = new FakeClient();
    const { instanceId } = expectStarted(await startOnce(client, start, impatient));
    expect(client.starts).toEqual([
      { instanceId, input: { ...start.order, ...start.stamped, requestFingerprint: expect.any(String) } },
    ]);
  });

  it('takes a body with other settings and another order of members for the same', async () => {
    const client = new FakeClient();
    const first = await startOnce(client, start, impatient);
    const again = { ...start, order: { b: { d: 3, c: 2 }, a: 1 }, stamped: { processVersion: 4 } };
    expect(await startOnce(client, again, impatient)).toEqual(first);
    expect(client.starts).toHaveLength(1);
  });

  it('refuses another body, also when the instance is gone and only the claim is left', async () => {
    const client = new FakeClient();
    await startOnce(client, start, impatient);
    expect(await startOnce(client, { ...start, order: { a: 2 } }, impatient)).toEqual({ outcome: 'keyReused' });
    const claimed = new FakeClient();
    await claim(claimed, start.key, { fingerprint: 'of another body', claimant: 'other' });
    expect(await startOnce(claimed, start, impatient)).toEqual({ outcome: 'keyReused' });
  });

  it('does not replace an instance that another request has started and that has finished meanwhile', async () => {
    const client = new FakeClient();
    let other: Promise<unknown> | undefined;
    client.afterLook = async () => {
      client.afterLook = () => Promise.resolve();
      other = startOnce(client, start, impatient);
      await other;
      client.finishAll();
    };
    const outcome = await startOnce(client, start, impatient);
    expect(outcome).toEqual(await other);
    expect(client.starts).toHaveLength(1);
  });

  it('takes over from a request that claimed the key and died', async () => {
    const client = new FakeClient();
    const known = expectStarted(await startOnce(new FakeClient(), start, impatient));
    const donor = new FakeClient();
    await startOnce(donor, start, impatient);
    const fingerprint = fingerprintOf(donor);
    await claim(client, start.key, { fingerprint, claimant: 'dead' });
    expect(await startOnce(client, start, impatient)).toEqual(known);
    expect(client.starts).toHaveLength(1);
  });

  it('starts nothing when its own claim has become old, because another may have taken over', async () => {
    const client = new FakeClient();
    const hurried = { withinMs: 0, everyMs: 1 };
    client.afterLook = () => new Promise((resolve) => setTimeout(resolve, 5));
    expect(await startOnce(client, start, hurried)).toEqual({ outcome: 'undecided' });
    expect(client.starts).toEqual([]);
  });

  it('gives the running instance when its start is refused', async () => {
    const donor = new FakeClient();
    const first = await startOnce(donor, start, impatient);
    const client = new FakeClient();
    client.afterLook = async () => {
      client.afterLook = () => Promise.resolve();
      await client.startNew('purchase', donor.starts[0]);
    };
    expect(await startOnce(client, start, impatient)).toEqual(first);
    expect(client.starts).toHaveLength(1);
  });
});

function expectStarted(outcome: Awaited<ReturnType<typeof startOnce>>) {
  if (outcome.outcome !== 'started') throw new Error(`expected a start, got ${outcome.outcome}`);
  return outcome;
}

async function claim(client: FakeClient, key: string, by: { fingerprint: string; claimant: string }): Promise<void> {
  const { instanceId } = expectStarted(await startOnce(new FakeClient(), { ...start, key }, impatient));
  await client.signalEntity(new EntityId('startClaim', instanceId), 'claim', by);
}

function fingerprintOf(client: FakeClient): string {
  return z.object({ requestFingerprint: z.string() }).parse(client.starts[0]?.input).requestFingerprint;
}
