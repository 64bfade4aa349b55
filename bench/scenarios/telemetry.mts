/**
 * What telemetry costs a purchase: off and sent to a collector of this process, by turns, so that what else the machine
 * does meets all alike. The collector takes everything and reads nothing.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { resultOf } from '../alone.mts';
import { Measurement } from '../measurement.mts';
import { type Facts, mediansOf, type Scenario, type ScenarioPlan } from './scenario.mts';

const TIMEOUT_MS = 120_000;
const key = 'InstrumentationKey=11111111-2222-3333-4444-555555555555';
const quiet = { APPLICATIONINSIGHTS_STATSBEAT_DISABLED: 'true', APPLICATION_INSIGHTS_NO_STATSBEAT: 'true' };

const environments = (url: string) => ({
  off: { TELEMETRY__EXPORTER: 'none' },
  otlp: { TELEMETRY__EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_ENDPOINT: url },
  applicationInsights: {
    ...{ TELEMETRY__EXPORTER: 'applicationInsights', ...quiet },
    APPLICATIONINSIGHTS_CONNECTION_STRING: `${key};IngestionEndpoint=${url}`,
  },
});

export const telemetryCost: Scenario = { workload: 'telemetry', measure };

async function measure({ rounds, seconds }: ScenarioPlan): Promise<Facts> {
  const collector = await openCollector();
  try {
    const measured: Facts[] = [];
    for (let round = 1; round <= rounds; round += 1) measured.push(await roundOf(urlOf(collector), seconds));
    return mediansOf(measured);
  } finally {
    collector.close();
  }
}

async function roundOf(url: string, seconds: number): Promise<Facts> {
  const facts: Record<string, number> = {};
  for (const [name, env] of Object.entries(environments(url))) {
    const { pace, othersShare } = await purchases(env, seconds);
    facts[`${name}PerSecond`] = pace.perSecond;
    facts[`${name}CpuMs`] = pace.cpuMs;
    facts[`${name}othersShare`] = othersShare;
  }
  const ratioTo = (name: string) => (facts[`${name}PerSecond`] ?? NaN) / (facts['offPerSecond'] ?? NaN);
  return { ...facts, otlpRatio: ratioTo('otlp'), applicationInsightsRatio: ratioTo('applicationInsights') };
}

/** With as many clients as keep the host busy. */
async function purchases(env: Readonly<Record<string, string>>, seconds: number) {
  const [{ paces, othersShare }] = await resultOf({
    script: 'children/measure.mts',
    options: { subject: 'durable', workloads: 'W5', seconds },
    env,
    timeoutMs: TIMEOUT_MS,
    result: z.tuple([Measurement]),
  });
  const pace = paces.at(-1);
  if (pace === undefined) throw new Error('no pace was measured');
  return { pace, othersShare };
}

async function openCollector(): Promise<Server> {
  const collector = createServer((request, response) => {
    request.resume().once('end', () => response.setHeader('content-type', 'application/json').end('{}'));
  });
  await new Promise<void>((listening) => collector.listen(0, '127.0.0.1', listening));
  return collector;
}

function urlOf(collector: Server): string {
  // A server that listens on a port has an address.
  return `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
}
