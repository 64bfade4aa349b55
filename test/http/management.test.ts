/** The status-query URIs of Durable Functions, as the answer to a start has them. */
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { get, post, remove, start } from './app-client';
import { eventually } from './eventually';
import type { Instance } from './instance';
import { aPurchase } from './orders';
import { aProblem } from './reply';

const Status = z.object({ name: z.string(), instanceId: z.string(), runtimeStatus: z.string() });

async function runtimeStatus({ uris }: Instance): Promise<string> {
  return Status.parse((await get(uris.statusQueryGetUri)).body).runtimeStatus;
}

function becomes(instance: Instance, status: string): Promise<string> {
  return eventually(`${instance.id} becomes ${status}`, async () => {
    const now = await runtimeStatus(instance);
    return now === status ? now : undefined;
  });
}

const because = (template: string) => template.replace('{text}', 'tested');

async function waitingPurchase(): Promise<Instance> {
  const purchase = await start('purchase', aPurchase('tok_suspicious'));
  await purchase.waitsFor('approval');
  return purchase;
}

describe('the status of an instance', () => {
  it('is 202 while it runs, and 200 with its result when it has ended', async () => {
    const purchase = await waitingPurchase();
    expect(await get(purchase.uris.statusQueryGetUri)).toMatchObject({
      status: 202,
      body: { name: 'purchase', instanceId: purchase.id, runtimeStatus: 'Running' },
    });
    await purchase.cancel('seen');
    await becomes(purchase, 'Completed');
    expect(await get(purchase.uris.statusQueryGetUri)).toMatchObject({
      status: 200,
      body: { runtimeStatus: 'Completed', output: { outcome: 'cancelled' } },
    });
  });

  it('is shown to the customer when it was suspended, and when it goes on', async () => {
    const purchase = await waitingPurchase();
    expect(await post(because(purchase.uris.suspendPostUri))).toMatchObject({ status: 202 });
    await becomes(purchase, 'Suspended');
    expect(await purchase.view()).toMatchObject({ state: 'suspended' });
    expect(await post(because(purchase.uris.resumePostUri))).toMatchObject({ status: 202 });
    await becomes(purchase, 'Running');
    await purchase.cancel('seen');
    expect(await purchase.result()).toMatchObject({ outcome: 'cancelled' });
  });

  it('is terminated when it was terminated, and gone when it was purged', async () => {
    const purchase = await waitingPurchase();
    expect(await post(because(purchase.uris.terminatePostUri))).toMatchObject({ status: 202 });
    await becomes(purchase, 'Terminated');
    expect(await purchase.view()).toMatchObject({ state: 'terminated' });
    expect(await remove(purchase.uris.purgeHistoryDeleteUri)).toMatchObject({ status: 200 });
    expect(await get(purchase.uris.statusQueryGetUri)).toMatchObject({ status: 404 });
    expect(await get(purchase.uris.viewUri)).toMatchObject(aProblem(404, 'process.notFound'));
  });

  it('takes events', async () => {
    const purchase = await waitingPurchase();
    const event = purchase.uris.sendEventPostUri.replace('{eventName}', 'nobodyWaitsForThis');
    expect(await post(event, { weather: 'fine' })).toMatchObject({ status: 202 });
    expect(await runtimeStatus(purchase)).toBe('Running');
    await purchase.cancel('seen');
  });
});
