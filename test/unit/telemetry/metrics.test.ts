import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { projectRoot } from '../../guards/fixture-tree';
import { typeErrors } from '../../guards/type-errors';
import { count, instruments, measure, sample } from '../../../src/telemetry/metrics';

let exporter: InMemoryMetricExporter;
let provider: MeterProvider;

beforeEach(() => {
  exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  provider = new MeterProvider({ readers: [reader] });
  metrics.setGlobalMeterProvider(provider);
});

afterEach(async () => {
  metrics.disable();
  await provider.shutdown();
});

async function recorded() {
  await provider.forceFlush();
  return exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
}

const started = { 'business_process.name': 'purchase', 'business_process.version': 2 };

describe('the metrics', () => {
  it('are recorded under their names, units and attributes', async () => {
    count('business_process.started', started);
    measure('business_process.approvals.wait', 12.5, {
      ...{ 'business_process.name': 'purchase', 'business_process.step': 'approval' },
      'business_process.outcome': 'expired',
    });
    sample('business_process.circuit.state', 2, { 'business_process.service': 'credit' });
    expect(
      (await recorded()).map(({ descriptor, dataPoints }) => [
        descriptor.name,
        descriptor.unit,
        dataPoints[0]?.attributes,
      ]),
    ).toEqual([
      ['business_process.started', '{process}', started],
      ['business_process.approvals.wait', 's', expect.objectContaining({ 'business_process.step': 'approval' })],
      ['business_process.circuit.state', '1', { 'business_process.service': 'credit' }],
    ]);
  });

  it('have the buckets of their definition', async () => {
    measure('business_process.duration', 1, { ...started, 'business_process.outcome': 'fulfilled' });
    const [duration] = await recorded();
    expect(duration?.dataPoints[0]?.value).toMatchObject({
      buckets: { boundaries: instruments['business_process.duration'].bounds },
    });
  });

  it('lose an attribute that is not listed, whatever the types were made to believe', async () => {
    const widened: typeof started = Object.assign({ 'business_process.instance_id': 'purchase-1' }, started);
    count('business_process.started', widened);
    const [metric] = await recorded();
    expect(metric?.dataPoints.map(({ attributes }) => attributes)).toEqual([started]);
  });

  it('name nothing of which there are many', () => {
    const listed = Object.values(instruments).flatMap(({ attributes }) => [...attributes]);
    expect(listed.filter((name) => /instance|business_key|attempt|step\.key|undo$/.test(name))).toEqual([]);
  });

  it('do not compile with an attribute that is not listed, or without one that is', () => {
    const calls = [
      "count('business_process.started', started);",
      "count('business_process.started', { ...started, 'business_process.instance_id': 'purchase-1' });",
      "const named = { ...started, 'business_process.step': 'approval' };\ncount('business_process.started', named);",
      "count('business_process.started', { 'business_process.name': 'purchase' });",
      "sample('business_process.started', 1, started);",
    ];
    const header = `import { count, sample } from './metrics';\nexport const use = [count, sample];\n`;
    const given = `const started = ${JSON.stringify(started)};\n`;
    const paths = calls.map((_, index) => join(projectRoot, `src/telemetry/call-${index}.ts`));
    const contents = new Map(calls.map((call, index) => [paths[index] ?? '', `${header}${given}${call}\n`]));
    const errors = typeErrors(paths, contents);
    const compiles = paths.map((path) => !errors.some((error) => error.startsWith(path)));
    expect(compiles).toEqual([true, false, false, false, false]);
  });
});
