import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startTestHost } from '../../src/testing/index';
import { startCollector } from './collector';

const app = join(__dirname, '../apps/recorded');
const tracing = 'AzureFunctionsJobHost__extensions__durableTask__tracing__';
const v2 = { [`${tracing}distributedTracingEnabled`]: 'true', [`${tracing}version`]: 'V2' };

const OtlpBody = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(z.object({ key: z.string(), value: z.unknown() })) }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              name: z.string(),
              spanId: z.string(),
              traceId: z.string(),
              parentSpanId: z.string().optional(),
              kind: z.int(),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** Runs three activities with the environment, and stops the host. */
async function sequenceWith(env: Record<string, string>): Promise<{ output: unknown; logs: readonly string[] }> {
  const host = await startTestHost(app, { env: { ...v2, ...env } });
  const instance = await host.start('helloCities');
  const output = await instance.result();
  await host.stop();
  return { output, logs: host.logs() };
}

describe('Spans of the host', () => {
  it('arrive at an OTLP collector, all of them when the host has stopped', async () => {
    await using collector = await startCollector();
    await sequenceWith({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'shop' });
    expect(collector.received.map(({ path }) => path)).toEqual(['/v1/traces']);
    const sent = collector.received.flatMap(({ body }) => OtlpBody.parse(JSON.parse(body)).resourceSpans);
    const spans = sent.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    expect(spans).toHaveLength(8);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    const orchestration = spans.find(({ name }) => name === 'orchestration:helloCities');
    const created = spans.find(({ name }) => name === 'create_orchestration:helloCities');
    expect(orchestration?.parentSpanId).toBe(created?.spanId);
    expect(spans.filter(({ parentSpanId }) => parentSpanId === orchestration?.spanId)).toHaveLength(3);
    expect(sent[0]?.resource.attributes).toContainEqual({ key: 'service.name', value: { stringValue: 'shop' } });
  });

  it('arrive at Application Insights as requests and dependencies, with the response codes of the real host', async () => {
    await using collector = await startCollector();
    const connection = `InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=${collector.url}/`;
    await sequenceWith({ APPLICATIONINSIGHTS_CONNECTION_STRING: connection });
    const bodies = collector.received.filter(({ path }) => path.includes('/track')).map(({ body }) => body);
    const items = bodies.flatMap((body) => z.array(z.looseObject({})).parse(JSON.parse(body)));
    expect(items).toContainEqual(
      expect.objectContaining({
        data: expect.objectContaining({
          baseType: 'RequestData',
          baseData: expect.objectContaining({ name: 'activity:sayHello', responseCode: '200', success: true }),
        }),
      }),
    );
    expect(items).toContainEqual(
      expect.objectContaining({
        data: expect.objectContaining({
          baseType: 'RemoteDependencyData',
          baseData: expect.objectContaining({ name: 'activity:sayHello' }),
        }),
      }),
    );
  });

  it.each([{ OTEL_SDK_DISABLED: 'True' }, { OTEL_TRACES_EXPORTER: 'none' }])('go nowhere with %j', async (off) => {
    await using collector = await startCollector();
    const { logs } = await sequenceWith({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...off });
    expect(collector.received).toEqual([]);
    expect(logs.filter((line) => line.includes('Spans'))).toEqual([]);
  });

  it.each([
    ['refuses them', () => startCollector(400)],
    [
      'is not there',
      () => Promise.resolve({ url: 'http://127.0.0.1:9', [Symbol.asyncDispose]: () => Promise.resolve() }),
    ],
  ])('are lost, said once, and stop nothing when the collector %s', async (_what, start) => {
    await using collector = await start();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_TIMEOUT: '500' };
    const { output, logs } = await sequenceWith(env);
    expect(output).toEqual(['Hello, Tokyo!', 'Hello, Seattle!', 'Hello, London!']);
    expect(logs.filter((line) => /Spans (could not be sent|were left)/.test(line))).toHaveLength(1);
  });
});
