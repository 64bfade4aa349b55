/** What this project wants to reach, and whether it was reached: figures and ratios of one run. */
import type { Results } from '../results.mts';
import type { SubjectName } from '../subjects/all.mts';
import { figure, table } from './figures.mts';
import { Figures } from './run-figures.mts';

interface Target {
  readonly what: string;
  readonly wanted: number;
  readonly direction: 'at least' | 'at most';
  readonly unit: '×' | 'ms' | 'MiB' | 'bytes';
  /** NaN when the run did not measure it. */
  readonly reached: (figures: Figures) => number;
  /** What stands in the way when it is not met, with figures of the same run. */
  readonly limit?: (figures: Figures) => string;
}

const oneThread = (workload: string, peer: SubjectName, name: string) => (f: Figures) =>
  `one thread: the prototype, which neither recovers nor has timers, reaches ${figure(f.ratio('prototype', peer, workload))} × ${name}; ` +
  `of ${figure(f.pace('durable', workload, 64, 'cpuMs'))} ms of processor time each, ${figure(f.pace('replay', workload, 64, 'cpuMs'))} are the replays of the SDK alone ` +
  `and ${figure(f.pace('store', workload, 64, 'cpuMs'))} the commits alone; the flame graph below has the rest`;

const targets: readonly Target[] = [
  {
    ...atLeast('W1, 64 in flight: durable against Restate', 8, (f) => f.faster('restate', 'W1')),
    limit: oneThread('W1', 'restate', 'Restate'),
  },
  {
    ...atLeast('W1, 64 in flight: durable against DBOS', 15, (f) => f.faster('dbos', 'W1')),
    limit: oneThread('W1', 'dbos', 'DBOS'),
  },
  {
    ...atLeast('W1, 64 in flight: durable against durabletask-js in memory', 1, (f) => f.faster('durabletask', 'W1')),
    limit: (f) =>
      `what is written: the same host in memory reaches ${figure(f.ratio('memory', 'durabletask', 'W1'))} ×, and the prototype ${figure(f.ratio('prototype', 'durabletask', 'W1'))} ×`,
  },
  {
    ...atLeast('W1, 64 in flight: durable against the prototype with rows', 0.75, (f) => f.faster('prototype', 'W1')),
    limit: (f) =>
      `what the prototype leaves out: recovery, timers, checks of what comes in, traces; ${figure(f.pace('durable', 'W1', 64, 'cpuMs'))} against ${figure(f.pace('prototype', 'W1', 64, 'cpuMs'))} ms of processor time each`,
  },
  {
    ...atMost('W1, 64 in flight: p99', 60, 'ms', (f) => f.pace('durable', 'W1', 64, 'p99Ms')),
    limit: (f) =>
      `collections of garbage and checkpoints of the log, which all 64 wait for: the prototype has ${figure(f.pace('prototype', 'W1', 64, 'p99Ms'))} ms`,
  },
  {
    ...atMost('W1, one at a time: p50 against its 5 synchronisations + 1.5 ms', 1, '×', (f) => f.againstDisk()),
    limit: (f) =>
      `the processor: ${figure(f.pace('durable', 'W1', 1, 'cpuMs'))} ms of its time each, where 1.5 ms are allowed beside the disk`,
  },
  {
    ...atMost('W1, one at a time: p50 against Restate', 0.25, '×', (f) => f.slower('restate', 'W1')),
    limit: (f) =>
      `5 synchronisations and the processor, as in the line above: the prototype needs ${figure(f.pace('prototype', 'W1', 1, 'p50Ms'))} of our ${figure(f.pace('durable', 'W1', 1, 'p50Ms'))} ms`,
  },
  {
    ...atLeast('W2, 64 in flight: durable against Restate', 10, (f) => f.faster('restate', 'W2')),
    limit: oneThread('W2', 'restate', 'Restate'),
  },
  atLeast('W3, 64 in flight: durable against Restate', 10, (f) => f.faster('restate', 'W3')),
  {
    ...atLeast('W4, signalled to ended: Restate against durable', 25, (f) => f.parked('restate') / f.parked('durable')),
    limit: (f) =>
      `one thread, as for W1: the prototype, which keeps every history in memory, reaches ${figure(f.parked('restate') / f.parked('prototype'))} ×`,
  },
  {
    ...atMost('W4: memory with 2,000 parked instances', 110, 'MiB', (f) => f.fact('W4', 'memoryMb')),
    limit: (f) =>
      `what is resident before any work: ${figure(f.fact('idle', 'hostMb'))} MiB for the idle host, ${figure(f.fact('idle', 'sdkMb'))} MiB of it Node.js, zod and the SDK`,
  },
  atMost('W1, 64 in flight: peak memory', 200, 'MiB', (f) => f.pace('durable', 'W1', 64, 'memoryMb')),
  {
    ...atMost('W6, one at a time: p50 against 1.5 × the SDK alone + its commits alone', 1, '×', (f) =>
      f.againstReplay(),
    ),
    limit: (f) =>
      `replay, which is quadratic: the SDK runs 5,050 steps for the 100 of the sequence, ${figure(f.pace('replay', 'W6', 64, 'cpuMs'))} of ${figure(f.pace('durable', 'W6', 64, 'cpuMs'))} ms of processor time; ` +
      `sub-orchestrations or continue-as-new keep histories short`,
  },
  ...(['start', 'status', 'list'] as const).map((what) =>
    atMost(`W7, ${what}: full store against a nearly empty one`, 1.5, '×', (f) => f.full(`${what}Ms`)),
  ),
  atMost('W8: restart', 5_000, 'ms', (f) => f.fact('W8', 'restartMs')),
  atMost('W8: memory for each waiting instance', 2_048, 'bytes', (f) => f.fact('W8', 'bytesEach')),
  {
    ...atMost('Slow disk: p99 of the health', 20, 'ms', (f) => f.fact('slow disk', 'healthP99Ms')),
    limit: (f) =>
      `turns, not the disk: 64 instances that were acknowledged by one synchronisation go on at once; the median is ${figure(f.fact('slow disk', 'healthP50Ms'))} ms`,
  },
  {
    ...atLeast('Slow disk: throughput against what shared commits allow', 0.6, (f) => f.sharedCommits()),
    limit: (f) =>
      `the work between two synchronisations, which the bound takes for nothing: ${figure(f.pace('durable', 'W1', 64, 'cpuMs'))} ms of processor time for each instance`,
  },
  {
    ...atMost('HTTP, twice the load: p99 of the health', 100, 'ms', (f) => f.fact('HTTP', 'healthP99Ms')),
    limit: (f) =>
      `one processor: a turn of the event loop has a slice of orchestrations, one of requests, and what both have asked for; the median is ${figure(f.fact('HTTP', 'healthP50Ms'))} ms`,
  },
];

function atLeast(what: string, wanted: number, reached: Target['reached']): Target {
  return { what, wanted, direction: 'at least', unit: '×', reached };
}

function atMost(what: string, wanted: number, unit: Target['unit'], reached: Target['reached']): Target {
  return { what, wanted, direction: 'at most', unit, reached };
}

export function targetTable(results: Results): string[] {
  const figures = new Figures(results);
  const rows = targets.map(({ what, wanted, direction, unit, reached }) => {
    const value = reached(figures);
    const ratio = ratioOf(value, wanted, direction);
    const known = Number.isFinite(value);
    const verdict = known ? (ratio >= 1 ? '**met**' : '**not met**') : 'not measured';
    return [
      what,
      `${direction} ${figure(wanted)} ${unit}`,
      known ? `${figure(value)} ${unit}` : '–',
      figure(ratio),
      verdict,
    ];
  });
  const overview = table(['Target', 'Wanted', 'Reached', 'Ratio (1 or more is met)', 'Verdict'], rows);
  return [...overview, ...limits(figures)];
}

function ratioOf(value: number, wanted: number, direction: Target['direction']): number {
  return direction === 'at least' ? value / wanted : wanted / value;
}

function limits(figures: Figures): string[] {
  const lines = targets.flatMap(({ what, wanted, direction, reached, limit }) =>
    limit && ratioOf(reached(figures), wanted, direction) < 1 ? [`- **${what}:** ${limit(figures)}.`] : [],
  );
  return lines.length === 0 ? [] : ['', 'What stands in the way of those that are not met:', '', ...lines];
}
