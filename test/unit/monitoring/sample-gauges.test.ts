import { describe, expect, it } from '@jest/globals';
import { OrchestrationRuntimeStatus as Status } from 'durable-functions';
import { guardedServices } from '../../../src/monitoring/guarded-services';
import { sampleGauges } from '../../../src/monitoring/sample-gauges';
import { rateCredit } from '../../../src/services/credit/contract';
import { priceOrder } from '../../../src/services/pricing/contract';
import { FakeClient } from '../../support/fake-client';
import { RecordedMetrics } from '../../support/recorded-metrics';

const now = Date.parse('2026-01-02T00:00:00.000Z');
const at = (seconds: number) => new Date(now + seconds * 1_000);

async function sampled(client: FakeClient, metric: string, by: 'name' | 'service'): Promise<unknown> {
  await using metrics = new RecordedMetrics();
  await sampleGauges({ client, processes: ['purchase', 'transfer'], services: ['credit'], now });
  return await metrics.values(`business_process.${metric}`, `business_process.${by}`);
}

describe('the age of the queue', () => {
  it('is that of the oldest instance of a process that has not begun', async () => {
    const client = new FakeClient();
    client.put({ instanceId: 'p-1', runtimeStatus: Status.Pending, createdTime: at(-40) });
    client.put({ instanceId: 'p-2', runtimeStatus: Status.Pending, createdTime: at(-90) });
    client.put({ instanceId: 'p-3', runtimeStatus: Status.Running, createdTime: at(-500) });
    expect(await sampled(client, 'queue.age', 'name')).toEqual({ purchase: 90, transfer: 0 });
  });
});

describe('the state of a circuit', () => {
  it.each([
    [0, 'of a service that nobody has asked', undefined],
    [0, 'that is closed', { state: 'closed', faults: 2 }],
    [2, 'that is open', { state: 'open', until: at(1).toISOString() }],
    [1, 'that lets the next one through', { state: 'open', until: at(0).toISOString() }],
    [1, 'that waits for its probe', { state: 'halfOpen', probe: 'p-1/hold#1', until: at(1).toISOString() }],
  ])('is %i for one %s', async (value, _what, state) => {
    const client = new FakeClient();
    if (state !== undefined) client.putEntity('circuitBreaker', 'credit', state);
    expect(await sampled(client, 'circuit.state', 'service')).toEqual({ credit: value });
  });
});

describe('the services that have a breaker', () => {
  it('are named once each, by what stands before the point', () => {
    expect(guardedServices([rateCredit, priceOrder, rateCredit])).toEqual(['credit']);
  });
});
