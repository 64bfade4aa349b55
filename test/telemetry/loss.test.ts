/** Whatever becomes of telemetry, purchases end as they would without it, and a host stops in time. */
import { describe, expect, it } from '@jest/globals';
import { Ingestion, type Mood } from '../../scripts/record-telemetry/ingestion.mts';
import { Shop } from '../support/shop';

/** Some seconds of a host that stops, and no time limit of an exporter. */
const STOPS_WITHIN_MS = 15_000;

const moods: readonly Mood[] = ['failing', 'slow'];
const exporters = ['applicationInsights', 'otlp'] as const;
const environmentOf = (exporter: (typeof exporters)[number], { url, connectionString }: Ingestion) =>
  exporter === 'otlp'
    ? { OTEL_EXPORTER_OTLP_ENDPOINT: url }
    : { APPLICATIONINSIGHTS_CONNECTION_STRING: connectionString };

async function stoppedMs({ host }: Shop): Promise<number> {
  const begun = performance.now();
  expect(await host.stop()).toMatchObject({ code: 0 });
  return performance.now() - begun;
}

describe.each(exporters)('an endpoint of the exporter %s', (exporter) => {
  it.each(moods)('that is %s stops no purchase, and no host from stopping', async (mood) => {
    await using ingestion = await Ingestion.open();
    ingestion.mood = mood;
    await using shop = new Shop({ ...environmentOf(exporter, ingestion), OTEL_BSP_SCHEDULE_DELAY: '50' });
    await shop.buy('two-warehouses');
    expect(await stoppedMs(shop)).toBeLessThan(STOPS_WITHIN_MS);
    expect(ingestion.requests).toBeGreaterThan(0);
  });

  it('that is not there stops no purchase, and no host from stopping', async () => {
    const ingestion = await Ingestion.open();
    const env = environmentOf(exporter, ingestion);
    await ingestion[Symbol.asyncDispose]();
    await using shop = new Shop({ ...env, OTEL_BSP_SCHEDULE_DELAY: '50' });
    await shop.buy('two-warehouses');
    expect(await stoppedMs(shop)).toBeLessThan(STOPS_WITHIN_MS);
  });
});

it('an exporter that nobody knows is refused by its name', async () => {
  await using shop = new Shop({ TELEMETRY__EXPORTER: 'zipkin' });
  const { code, errors } = await shop.host.ended;
  expect(code).toBe(1);
  expect(errors).toContain('TELEMETRY__EXPORTER: expected one of applicationInsights, otlp, console, none');
});
