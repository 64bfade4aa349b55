import { describe, expect, it } from '@jest/globals';
import { OrchestrationRuntimeStatus as Status } from 'durable-functions';
import type { Instance } from '../../../src/monitoring/look';
import { sampleStuck } from '../../../src/monitoring/sample-stuck';
import type { StepProgress } from '../../../src/orchestration/contract';
import { HOUR_MS, MINUTE_MS } from '../../../src/shared/durations';
import { FakeClient } from '../../support/fake-client';
import { RecordedMetrics } from '../../support/recorded-metrics';

const now = Date.parse('2026-01-02T00:00:00.000Z');
const ago = (ms: number) => new Date(now - ms);

/** What is shown of an instance whose steps are these. */
function showing(...steps: Partial<StepProgress>[]) {
  const step = {
    step: 'payments.capture',
    kind: 'step',
    state: 'running',
    attempts: 1,
    startedAt: '2026-01-01T00:00:00Z',
  };
  const shown = steps.map((each) => ({ ...step, ...each }));
  return { customStatus: { pivot: 'ahead', cancellation: 'none', steps: shown, omitted: 0 } };
}

const unmoved = { createdTime: ago(5 * HOUR_MS), lastUpdatedTime: ago(2 * HOUR_MS), ...showing({}) };

async function stuckAmong(...instances: Partial<Instance>[]): Promise<unknown> {
  await using metrics = new RecordedMetrics();
  const client = new FakeClient();
  for (const [index, instance] of instances.entries()) {
    client.put({ instanceId: `p-${index}`, ...unmoved, ...instance });
  }
  await sampleStuck({ client, processes: ['purchase', 'lane'], now, stuckAgeMs: HOUR_MS });
  return await metrics.values('business_process.stuck', 'business_process.name');
}

describe('an instance is stuck', () => {
  it('when it runs and has not moved for long', async () => {
    expect(await stuckAmong({}, {})).toEqual({ purchase: 2, lane: 0 });
  });

  it('when it tells nothing at all', async () => {
    expect(await stuckAmong({ customStatus: null })).toEqual({ purchase: 1, lane: 0 });
  });

  it('when the time that it waits for has passed long ago', async () => {
    const until = ago(90 * MINUTE_MS).toISOString();
    expect(await stuckAmong(showing({ state: 'waiting', until }))).toEqual({ purchase: 1, lane: 0 });
  });

  it('when the sub-process that it waits for has ended', async () => {
    const child = { name: 'lane', instanceId: 'p-0:lane:one', runtimeStatus: Status.Completed };
    expect(await stuckAmong(showing({ step: 'lane/one' }), child)).toEqual({ purchase: 1, lane: 0 });
  });
});

describe('an instance is not stuck', () => {
  const none = { purchase: 0, lane: 0 };

  it.each<[string, Partial<Instance>]>([
    ['that has moved lately', { lastUpdatedTime: ago(59 * MINUTE_MS) }],
    ['that is suspended', { runtimeStatus: Status.Suspended }],
    ['that has ended', { runtimeStatus: Status.Failed }],
    ['that waits for a person', showing({ state: 'waiting' })],
    ['that waits for a time to come', showing({ state: 'waiting', until: ago(-MINUTE_MS).toISOString() })],
    ['that may take until a time to come', showing({ until: ago(-MINUTE_MS).toISOString() })],
    ['of which one branch waits', showing({}, { step: 'approval', state: 'waiting' })],
    ['that is none of the processes', { name: '@stockLevel@MUG-RED' }],
  ])('%s', async (_what, instance) => {
    expect(await stuckAmong(instance)).toEqual(none);
  });

  it('that waits for a sub-process that moves', async () => {
    const child = { name: 'lane', instanceId: 'p-0:lane:one', lastUpdatedTime: ago(0) };
    expect(await stuckAmong(showing({ step: 'lane/one' }), child)).toEqual(none);
  });
});
