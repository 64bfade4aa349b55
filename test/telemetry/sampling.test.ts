/** Host and app are two senders of one trace: with a share of the traces, both have to send theirs of the same ones. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Ingestion } from '../../scripts/record-telemetry/ingestion.mts';
import { Shop } from '../support/shop';

const TRACES = 8;

/** Always the same ones, so that it is always the same ones that are chosen. */
const traceIds = Array.from({ length: TRACES }, (_, index) => sha256(`trace ${index}`).slice(0, 32));

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const ownSpan = 'start-transfer';
const spanOfHost = 'orchestration:transfer';

async function transferInEveryTrace(shop: Shop): Promise<void> {
  const url = `${await shop.host.url()}/api/processes/transfer`;
  for (const traceId of traceIds) {
    const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, 'idempotency-key': traceId };
    const body = JSON.stringify({ from: 'ACC-ADA', to: 'ACC-BOB', cents: 1 });
    const response = await fetch(url, {
      ...{ method: 'POST', body },
      headers: { ...headers, 'content-type': 'application/json' },
    });
    const { viewUri } = z.object({ viewUri: z.string() }).parse(await response.json());
    await shop.reaches(viewUri, 'completed');
  }
}

interface Sent {
  readonly name: string;
  readonly traceId: string;
}

const Otlp = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(z.object({ spans: z.array(z.object({ name: z.string(), traceId: z.string() })) })),
    }),
  ),
});

function sentByOtlp({ otlp }: Ingestion): Sent[] {
  const bodies = otlp.filter(({ path }) => path === '/v1/traces').map(({ body }) => Otlp.parse(body));
  return bodies.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  );
}

function sentToInsights({ envelopes }: Ingestion): (Sent & { readonly sampleRate: unknown })[] {
  return envelopes.map(({ tags, data, sampleRate }) => ({
    name: String(data.baseData['name']),
    traceId: tags['ai.operation.id'] ?? '',
    sampleRate,
  }));
}

function tracesWith(name: string, spans: readonly Sent[]): string[] {
  const traces = new Set(spans.filter((span) => span.name === name).map(({ traceId }) => traceId));
  return traceIds.filter((traceId) => traces.has(traceId));
}

describe.each(['traceidratio', 'microsoft.fixed_percentage'])(
  'with %s, host and app send the same traces',
  (sampler) => {
    const share = { OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: '0.5' };
    const isSome = (traces: readonly string[]) => traces.length > 0 && traces.length < TRACES;

    it('to a collector', async () => {
      await using ingestion = await Ingestion.open();
      await using shop = new Shop({ OTEL_EXPORTER_OTLP_ENDPOINT: ingestion.url, ...share });
      await transferInEveryTrace(shop);
      await shop.host.stop();
      const spans = sentByOtlp(ingestion);
      expect(tracesWith(spanOfHost, spans)).toEqual(tracesWith(ownSpan, spans));
      expect(isSome(tracesWith(spanOfHost, spans))).toBe(true);
    });

    it('to Application Insights, each item with how many it stands for', async () => {
      await using ingestion = await Ingestion.open();
      await using shop = new Shop({ APPLICATIONINSIGHTS_CONNECTION_STRING: ingestion.connectionString, ...share });
      await transferInEveryTrace(shop);
      await shop.host.stop();
      const spans = sentToInsights(ingestion);
      expect(tracesWith(spanOfHost, spans)).toEqual(tracesWith(ownSpan, spans));
      expect(isSome(tracesWith(spanOfHost, spans))).toBe(true);
      const rates = spans.filter(({ name }) => name === spanOfHost || name === ownSpan).map((span) => span.sampleRate);
      expect([...new Set(rates)]).toEqual([50]);
    });
  },
);
