import { describe, expect, it } from '@jest/globals';
import type { DurableClient } from 'durable-functions';
import { tracedClient } from '../../../src/functions/traced-client';
import { inSpan } from '../../../src/telemetry/spans';
import { RecordedSpans } from '../../support/recorded-spans';

/** Keeps the inputs of what is started, as a host does. */
class Host {
  readonly inputs = new Map<string, unknown>();
  readonly events: unknown[] = [];

  startNew(_process: string, { instanceId = 'new', input }: { instanceId?: string; input?: unknown } = {}) {
    this.inputs.set(instanceId, input);
    return Promise.resolve(instanceId);
  }

  getStatus(instanceId: string) {
    return Promise.resolve({ instanceId, input: this.inputs.get(instanceId) });
  }

  raiseEvent(...event: unknown[]) {
    this.events.push(event);
    return Promise.resolve();
  }
}

/** Only these operations are asked for here. */
const clientOf = (host: Host) => tracedClient(host as unknown as DurableClient);
const start = (host: Host) => clientOf(host).startNew('purchase', { instanceId: 'p-1', input: { sku: 'MUG' } });

describe('the durable client of an invocation', () => {
  it('leads from an event to the trace that the instance was started in', async () => {
    const host = new Host();
    using spans = new RecordedSpans();
    await inSpan('start', {}, () => start(host));
    await inSpan('cancel', {}, async () => {
      const client = clientOf(host);
      await client.getStatus('p-1');
      await client.raiseEvent('p-1', 'cancelRequested', { by: 'ada' });
    });
    const [started, cancelled] = spans.ended;
    expect(started?.attributes).toEqual({
      ...{ 'business_process.name': 'purchase', 'business_process.instance_id': 'p-1' },
    });
    expect(cancelled?.attributes).toEqual({ 'business_process.instance_id': 'p-1' });
    expect(cancelled?.links.map(({ context }) => context.spanId)).toEqual([started?.spanContext().spanId]);
    expect(host.events).toEqual([['p-1', 'cancelRequested', { by: 'ada' }]]);
  });

  it('leaves the input as it is where nothing is told', async () => {
    const host = new Host();
    await start(host);
    expect(host.inputs.get('p-1')).toEqual({ sku: 'MUG' });
  });

  it('sends events to instances whose trace nobody knows', async () => {
    const host = new Host();
    host.inputs.set('p-1', { traceparent: 'forged' });
    using spans = new RecordedSpans();
    await inSpan('cancel', {}, async () => {
      const client = clientOf(host);
      await client.getStatus('p-1');
      await client.raiseEvent('p-1', 'cancelRequested', {});
    });
    expect(spans.ended[0]?.links).toEqual([]);
    expect(host.events).toHaveLength(1);
  });
});
