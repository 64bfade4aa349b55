import { ascending, percentile } from './statistics.mts';

export interface Pace {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** So many clients, each beginning again as soon as it is done, for so long. What is under way at the end counts. */
export async function closedLoop(once: () => Promise<void>, clients: number, seconds: number): Promise<Pace> {
  const latencies: number[] = [];
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
  const sorted = ascending(latencies);
  return {
    perSecond,
    p50Ms: percentile(sorted, 0.5),
    p95Ms: percentile(sorted, 0.95),
    p99Ms: percentile(sorted, 0.99),
  };
}
