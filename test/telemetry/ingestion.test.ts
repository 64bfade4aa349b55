import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { FakeService } from '../support/fake-service';
import { type Envelope, Ingestion } from '../../scripts/record-telemetry/ingestion.mts';
import { Shop } from '../support/shop';

const Dependency = z.object({ name: z.string(), id: z.string(), properties: z.record(z.string(), z.string()) });

const spansOf = (envelopes: readonly Envelope[], type: 'RemoteDependencyData' | 'RequestData') =>
  envelopes
    .filter(({ data }) => data.baseType === type)
    .map(({ tags, data }) => ({
      ...Dependency.parse(data.baseData),
      operation: tags['ai.operation.id'] ?? '',
      parent: tags['ai.operation.parentId'],
    }));
const dependencies = (envelopes: readonly Envelope[]) => spansOf(envelopes, 'RemoteDependencyData');
type Item = ReturnType<typeof dependencies>[number];

function only(items: readonly Item[], name: string): Item {
  const [item, ...others] = items.filter((each) => each.name === name);
  if (item === undefined || others.length > 0) throw new Error(`expected one ${name}, got ${JSON.stringify(items)}`);
  return item;
}

const traceparentOf = ({ operation, id }: Item) => `00-${operation}-${id}-01`;

describe('Application Insights', () => {
  it('gets the steps of a purchase as one operation, with what each was about, and the calls below them', async () => {
    await using ingestion = await Ingestion.open();
    const payments = await FakeService.start();
    payments.answer = { status: 402, body: { title: 'insufficient credit' } };
    await using shop = new Shop({
      APPLICATIONINSIGHTS_CONNECTION_STRING: ingestion.connectionString,
      OTEL_SERVICE_NAME: 'shop',
      SERVICES__PAYMENTS__URL: payments.url,
    });
    const id = await shop.buy('two-warehouses');
    const input = await shop.inputOf(id);
    await shop.host.stop();
    await payments.stop();

    const items = dependencies(ingestion.envelopes);
    const [started, asked] = [only(items, 'start-purchase'), only(items, 'payments.authorize')];
    expect(started.properties).toMatchObject({
      ...{ 'business_process.name': 'purchase', 'business_process.instance_id': id },
    });
    expect(input).toMatchObject({ traceparent: traceparentOf(started) });

    const requests = spansOf(ingestion.envelopes, 'RequestData');
    expect(started.parent).toBe(requests.find(({ id: request }) => request === started.parent)?.id);
    expect(only(requests, 'orchestration:purchase').operation).toBe(started.operation);
    const steps = items.filter(({ properties }) => 'business_process.step' in properties);
    expect(steps.length).toBeGreaterThan(3);
    expect(new Set(steps.map(({ operation }) => operation))).toEqual(new Set([started.operation]));
    expect(asked.parent).toBe(only(requests, 'activity:payments.authorize').id);
    expect(asked.properties).toMatchObject({
      ...{ 'business_process.name': 'purchase', 'business_process.instance_id': id },
      ...{ 'business_process.step': 'payments.authorize', 'business_process.step.attempt': '1' },
      ...{ 'business_process.outcome': 'declined', 'business_process.compensation': 'false' },
    });
    expect(new Set(ingestion.envelopes.map(({ tags }) => tags['ai.cloud.role']))).toEqual(new Set(['shop']));

    const call = only(items, 'POST /authorize');
    expect(call).toMatchObject({ parent: asked.id, properties: { 'business_process.step': 'payments.authorize' } });
    expect(payments.received[0]?.headers['traceparent']).toBe(traceparentOf(call));
  });

  it('leads from a cancellation to the trace of the instance', async () => {
    await using ingestion = await Ingestion.open();
    await using shop = new Shop({ APPLICATIONINSIGHTS_CONNECTION_STRING: ingestion.connectionString });
    const { viewUri } = await shop.order('needs-approval');
    await shop.reaches(viewUri, 'waiting');
    await fetch(`${viewUri}/cancel`, { method: 'POST' });
    await shop.reaches(viewUri, 'completed');
    await shop.host.stop();

    const items = dependencies(ingestion.envelopes);
    const [started, cancelled] = [only(items, 'start-purchase'), only(items, 'cancel-purchase')];
    expect(JSON.parse(cancelled.properties['_MS.links'] ?? '[]')).toEqual([
      { operation_Id: started.operation, id: started.id },
    ]);
    const undone = items.filter(({ properties }) => properties['business_process.compensation'] === 'true');
    expect(undone.map(({ name }) => name)).toContain('payments.void');
  });

  it('gets the rest, when it refuses some of it', async () => {
    await using ingestion = await Ingestion.open();
    ingestion.mood = 'partly';
    await using shop = new Shop({ APPLICATIONINSIGHTS_CONNECTION_STRING: ingestion.connectionString });
    await shop.buy('two-warehouses');
    expect(await shop.host.stop()).toMatchObject({ code: 0 });
    expect(dependencies(ingestion.envelopes).length).toBeGreaterThan(3);
  });

  it('gets no spans, of the host neither, where no share of them is asked for', async () => {
    await using ingestion = await Ingestion.open();
    await using shop = new Shop({
      APPLICATIONINSIGHTS_CONNECTION_STRING: ingestion.connectionString,
      ...{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' },
    });
    await shop.buy('two-warehouses');
    await shop.host.stop();
    expect([...dependencies(ingestion.envelopes), ...spansOf(ingestion.envelopes, 'RequestData')]).toEqual([]);
    expect(ingestion.envelopes).not.toEqual([]);
  });
});
