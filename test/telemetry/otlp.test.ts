import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Ingestion } from '../../scripts/record-telemetry/ingestion.mts';
import { Shop } from '../support/shop';

const Span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
});
const Traces = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({
        attributes: z.array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) })),
      }),
      scopeSpans: z.array(z.object({ scope: z.object({ name: z.string() }), spans: z.array(Span) })),
    }),
  ),
});

const resourceSpans = ({ otlp }: Ingestion) =>
  otlp.filter(({ path }) => path === '/v1/traces').flatMap(({ body }) => Traces.parse(body).resourceSpans);

describe('a collector', () => {
  it('gets the spans of a purchase, each attempt of a step once', async () => {
    await using ingestion = await Ingestion.open();
    await using shop = new Shop({ OTEL_EXPORTER_OTLP_ENDPOINT: ingestion.url, OTEL_SERVICE_NAME: 'shop' });
    await shop.buy('flaky-payments');
    expect(await shop.host.stop()).toMatchObject({ code: 0, errors: '' });

    const groups = resourceSpans(ingestion);
    const spans = groups.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    const attempts = spans.filter(({ name }) => name === 'payments.authorize');
    expect(attempts).toHaveLength(4);
    expect(new Set(attempts.map(({ traceId }) => traceId)).size).toBe(1);
    expect(attempts.every(({ parentSpanId }) => parentSpanId !== undefined)).toBe(true);
    expect(groups[0]?.resource.attributes).toContainEqual({ key: 'service.name', value: { stringValue: 'shop' } });
  });
});

describe('the console', () => {
  it('shows the spans of a purchase', async () => {
    await using shop = new Shop({ TELEMETRY__EXPORTER: 'console' });
    await shop.buy('two-warehouses');
    await shop.host.outputMatching(/name: 'payments\.capture'/);
  });
});
