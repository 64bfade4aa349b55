import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

const root = join(__dirname, '../../..');
const script = join(root, 'scripts/simulate/simulation.mts');

const Quantiles = z.object({ mean: z.number(), p50: z.number(), p99: z.number() });
const Outcome = z.object({ donePerSecond: z.number(), waitMs: Quantiles, latencyMs: Quantiles });

interface Run {
  readonly perSecond?: number;
  readonly inFlight?: number;
  readonly actionsEach?: number;
  readonly instances?: number;
  readonly workers?: number;
  readonly rate: number;
  readonly service?: 'fixed' | 'exponential';
  readonly handedOutPerSecond?: number;
  readonly perInstanceMs?: number;
  readonly seed?: number;
}

/** The simulation is a module of scripts, which Node runs as it stands. */
const program = `
import { simulate } from ${JSON.stringify(script)};
const runs = JSON.parse(process.argv[1]);
console.log(JSON.stringify(runs.map((run) => simulate(
  {
    arrivals: run.inFlight === undefined ? { perSecond: () => run.perSecond } : { inFlight: run.inFlight },
    actionsEach: run.actionsEach ?? 1, instances: run.instances ?? 100_000,
  },
  {
    workers: run.workers ?? 1, workerActionsPerSecond: run.rate, service: run.service ?? 'exponential',
    actionsPerSecond: run.handedOutPerSecond ?? null, perInstanceMs: run.perInstanceMs ?? 0,
  },
  run.seed ?? 1,
))));`;

function simulated(...runs: readonly Run[]) {
  const args = ['--input-type=module', '-e', program, JSON.stringify(runs)];
  return z.array(Outcome).parse(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })));
}

/** The probability that all of `servers` are busy (Erlang C), at a load of so many of them. */
function erlangC(servers: number, load: number): number {
  let term = 1;
  let sum = 1;
  for (let busy = 1; busy < servers; busy += 1) sum += term *= load / busy;
  const all = (term * load) / servers / (1 - load / servers);
  return all / (sum + all);
}

/** Within so much of what is expected, as a share of it. */
const near = (value: number, expected: number, share: number) => Math.abs(value - expected) <= share * expected;

describe('the simulation agrees with the closed formulas of queues', () => {
  it('one server, any times (M/M/1)', () => {
    const [outcome] = simulated({ perSecond: 7, rate: 10 });
    expect(near(outcome?.waitMs.mean ?? 0, (0.7 / (10 - 7)) * 1_000, 0.1)).toBe(true);
  });

  it('one server, equal times (M/D/1)', () => {
    const [outcome] = simulated({ perSecond: 7, rate: 10, service: 'fixed' });
    expect(near(outcome?.waitMs.mean ?? 0, (0.7 / (2 * 10 * (1 - 0.7))) * 1_000, 0.1)).toBe(true);
  });

  it.each([2, 4, 16])('%i servers (M/M/c)', (workers) => {
    const perSecond = 8 * workers;
    const [outcome] = simulated({ perSecond, rate: 10, workers });
    const expected = (erlangC(workers, 0.8 * workers) / (workers * 10 - perSecond)) * 1_000;
    expect(near(outcome?.waitMs.mean ?? 0, expected, 0.15)).toBe(true);
  });

  it('a service that hands out at a fixed pace is a queue of its own (M/D/1)', () => {
    const [outcome] = simulated({ perSecond: 7, handedOutPerSecond: 10, rate: 1_000, workers: 1_000 });
    expect(near(outcome?.waitMs.mean ?? 0, (0.7 / (2 * 10 * (1 - 0.7))) * 1_000, 0.1)).toBe(true);
  });

  it('as many clients as are in flight wait for each other (Little)', () => {
    const [outcome] = simulated({ inFlight: 64, rate: 100, actionsEach: 5, instances: 5_000 });
    expect(near((outcome?.donePerSecond ?? 0) * (outcome?.latencyMs.mean ?? 0), 64_000, 0.02)).toBe(true);
  });
});

describe('the simulation', () => {
  const loads = [10, 50, 90, 99, 110, 150].map((perSecond) => ({ perSecond, rate: 100, instances: 5_000 }));

  it('is the same for the same seed, and another for another', () => {
    const run = { perSecond: 9, rate: 10, instances: 1_000 };
    const [first, second, other] = simulated(run, run, { ...run, seed: 2 });
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('lets nobody wait where there is room for everybody', () => {
    expect(simulated({ perSecond: 10, rate: 10, workers: 1_000, instances: 5_000 })[0]?.waitMs.p99).toBe(0);
  });

  it('has queues that grow with the load', () => {
    const waits = simulated(...loads).map(({ waitMs }) => waitMs.p99);
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
  });

  it('gets done what is offered until it is full, and never more than it can', () => {
    const done = simulated(...loads).map(({ donePerSecond }) => donePerSecond);
    expect(near(done[1] ?? 0, 50, 0.05)).toBe(true);
    expect(done.filter((perSecond) => perSecond > 103)).toEqual([]);
    expect(near(done.at(-1) ?? 0, 100, 0.05)).toBe(true);
  });

  it('waits less with more workers', () => {
    const run = { perSecond: 90, rate: 10, instances: 20_000 };
    const waits = simulated(...[8, 10, 12, 20].map((workers) => ({ ...run, workers }))).map(
      ({ waitMs }) => waitMs.mean,
    );
    expect(waits).toEqual(waits.toSorted((one, other) => other - one));
    expect(waits[0]).toBeGreaterThan(100 * (waits[3] ?? Infinity));
  });

  it('does no more with more workers than the service hands out', () => {
    const run = { perSecond: 500, rate: 10, instances: 5_000, handedOutPerSecond: 100 };
    const done = simulated(...[20, 500].map((workers) => ({ ...run, workers }))).map(
      ({ donePerSecond }) => donePerSecond,
    );
    expect(done.every((perSecond) => near(perSecond, 100, 0.03))).toBe(true);
  });
});

describe('the simulation of the embedded host is near what was measured', () => {
  const page = readFileSync(join(root, 'docs/performance.md'), 'utf8');
  const Parameters = z.object({
    backends: z.array(z.object({ name: z.string(), workerActionsPerSecond: z.number(), perInstanceMs: z.number() })),
  });
  const { backends } = Parameters.parse(
    JSON.parse(readFileSync(join(root, 'scripts/simulate/parameters.json'), 'utf8')),
  );
  const host = backends.find(({ name }) => name === 'embedded-host');
  const measured = (workload: string) => {
    const row = new RegExp(
      `### ${workload}:.*?\\| embedded host, durable +\\| +([\\d,]+) [^|]*\\| +([\\d.]+)`,
      's',
    ).exec(page);
    return { perSecond: Number(row?.[1]?.replace(',', '')), p50Ms: Number(row?.[2]) };
  };
  let outcomes: readonly z.infer<typeof Outcome>[];

  beforeAll(() => {
    const run = {
      ...{ inFlight: 64, instances: 20_000, rate: host?.workerActionsPerSecond ?? 0 },
      perInstanceMs: host?.perInstanceMs ?? 0,
    };
    outcomes = simulated({ ...run, actionsEach: 11 }, { ...run, actionsEach: 3 });
  });

  it.each([
    ['W1', 0],
    ['W2', 1],
  ])('%s: throughput and median latency within a half', (workload, index) => {
    const { perSecond, p50Ms } = measured(workload);
    expect(perSecond).toBeGreaterThan(0);
    expect(near(outcomes[index]?.donePerSecond ?? 0, perSecond, 0.5)).toBe(true);
    expect(near(outcomes[index]?.latencyMs.p50 ?? 0, p50Ms, 0.5)).toBe(true);
  });
});
