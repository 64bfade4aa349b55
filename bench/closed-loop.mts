import { type Observed, startMeter } from './machine/meter.mts';
import type { Pace } from './measurement.mts';
import { ascending, percentile } from './statistics.mts';

export interface Loop {
  readonly once: () => Promise<void>;
  readonly clients: number;
  readonly seconds: number;
  readonly observed: Observed;
}

/** So many clients, each beginning again as soon as it is done, for so long. What is under way at the end counts. */
export async function closedLoop({ once, clients, seconds, observed }: Loop): Promise<Pace> {
  const latencies: number[] = [];
  const stop = startMeter(observed);
  const begin = performance.now();
  const end = begin + seconds * 1_000;
  const client = async () => {
    for (let from = performance.now(); from < end; from = performance.now()) {
      await once();
      latencies.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const perSecond = (latencies.length / (performance.now() - begin)) * 1_000;
  const { cpuMs, writtenBytes, flushes, ...reading } = stop();
  const done = latencies.length;
  const each = { cpuMs: cpuMs / done, writtenBytes: writtenBytes / done, flushes: flushes / done };
  return { clients, done, perSecond, ...percentiles(latencies), ...reading, ...each };
}

export function percentiles(latencies: readonly number[]) {
  const sorted = ascending(latencies);
  return { p50Ms: percentile(sorted, 0.5), p95Ms: percentile(sorted, 0.95), p99Ms: percentile(sorted, 0.99) };
}
