/** The sections of what no closed loop shows. */
import type { Results } from '../results.mts';
import { factFigures, measurementsOf, middle, percent, table } from './figures.mts';

type Row = readonly [label: string, fact: string];

export function scenarioSections(results: Results): string[] {
  return [
    ...fullStoreSection(results),
    ...waitingSection(results),
    ...slowDiskSection(results),
    ...httpSection(results),
    ...telemetrySection(results),
    ...idleSection(results),
  ];
}

function fullStoreSection(results: Results): string[] {
  const measured = measurementsOf(results, 'durable', 'W7');
  if (measured.length === 0) return [];
  const fact = (name: string) => factFigures(measured, name);
  const rows: Row[] = [
    ['a start is durable, ms', 'startMs'],
    ['W2 from start to end, ms', 'runMs'],
    ['W2 done per second, 64 in flight', 'perSecond'],
    ['status over HTTP, ms', 'statusMs'],
    ['first page of 100 over HTTP, ms', 'listMs'],
    ['first page of those that run, ms', 'listRunningMs'],
    ['restart of the host, ms', 'restartMs'],
    ['memory of the host, MiB', 'memoryMb'],
  ];
  const cells = rows.map(([label, name]) => {
    const [few = NaN] = fact(`few.${name}`);
    const [full = NaN] = fact(`full.${name}`);
    return [label, middle([few]), middle([full]), `${middle([full / few])} ×`];
  });
  return [
    `### W7: ${middle(fact('count'))} finished instances in the store`,
    '',
    ...table(['Medians, one at a time', 'Nearly empty store', 'Full store', 'Ratio'], cells),
    '',
    othersLine(results, 'W7'),
    '',
  ];
}

function waitingSection(results: Results): string[] {
  const rows: Row[] = [
    ['restart of the host until it is idle, ms', 'restartMs'],
    ['the same with one instance, ms', 'emptyRestartMs'],
    ['memory of the host, MiB', 'memoryMb'],
    ['memory for each, bytes (resident, after a garbage collection)', 'bytesEach'],
    ['of that in the heap of V8, bytes', 'heapBytesEach'],
    ['1,000 of them signalled to ended, ms', 'signalMs'],
  ];
  const count = middle(factFigures(measurementsOf(results, 'durable', 'W8'), 'count'));
  return factTable(results, 'W8', `W8: ${count} instances wait for an event and a timer`, rows);
}

function slowDiskSection(results: Results): string[] {
  return factTable(results, 'slow disk', 'W1 on a slow disk, 64 in flight', [
    ['a synchronisation, ms', 'synchronisationMs'],
    ['done per second', 'perSecond'],
    ['what shared commits allow, per second', 'allowedPerSecond'],
    ['p99, ms', 'p99Ms'],
    ['health of the host over HTTP, p50, ms', 'healthP50Ms'],
    ['health of the host over HTTP, p99, ms', 'healthP99Ms'],
  ]);
}

function httpSection(results: Results): string[] {
  return factTable(results, 'HTTP', 'The purchase over HTTP', [
    ['status questions answered per second, 64 connections', 'viewsPerSecond'],
    ['status question, p50, ms', 'viewP50Ms'],
    ['status question, p99, ms', 'viewP99Ms'],
    ['purchases finished per second', 'finishedPerSecond'],
    ['twice as many offered per second', 'offeredPerSecond'],
    ['accepted per second', 'acceptedPerSecond'],
    ['refused with 429', 'refused'],
    ['other failures', 'otherAnswers'],
    ['a start, p50, ms', 'startP50Ms'],
    ['a start, p99, ms', 'startP99Ms'],
    ['health meanwhile, p50, ms', 'healthP50Ms'],
    ['health meanwhile, p99, ms', 'healthP99Ms'],
    ['unfinished at the end of the load', 'backlog'],
    ['until all are finished, ms', 'drainMs'],
    ['health afterwards, p99, ms', 'recoveredHealthP99Ms'],
    ['memory of the host at the end of the load, MiB', 'memoryMb'],
  ]);
}

function telemetrySection(results: Results): string[] {
  return factTable(
    results,
    'telemetry',
    'What telemetry costs a purchase (W5, 64 in flight, a collector that reads nothing)',
    [
      ['purchases per second, telemetry off', 'offPerSecond'],
      ['purchases per second, to OTLP', 'otlpPerSecond'],
      ['purchases per second, to Application Insights', 'applicationInsightsPerSecond'],
      ['OTLP to off, median of the ratios of each round', 'otlpRatio'],
      ['Application Insights to off, likewise', 'applicationInsightsRatio'],
      ['CPU for a purchase, off, ms', 'offCpuMs'],
      ['CPU for a purchase, OTLP, ms', 'otlpCpuMs'],
      ['CPU for a purchase, Application Insights, ms', 'applicationInsightsCpuMs'],
    ],
  );
}

function idleSection(results: Results): string[] {
  return factTable(results, 'idle', 'Memory before any work, MiB', [
    ['Node.js with the benchmark (zod, the type stripping)', 'nothingMb'],
    ['the same and Fastify', 'fastifyMb'],
    ['the same and durable-functions, which the app needs', 'sdkMb'],
    ['the host, idle, with an app of eight functions', 'hostMb'],
  ]);
}

function factTable(results: Results, workload: string, title: string, rows: readonly Row[]): string[] {
  const measured = measurementsOf(results, 'durable', workload);
  if (measured.length === 0) return [];
  const cells = rows.map(([label, name]) => [label, middle(factFigures(measured, name))]);
  return [`### ${title}`, '', ...table(['What', 'Figure'], cells), '', othersLine(results, workload), ''];
}

function othersLine(results: Results, workload: string): string {
  const shares = measurementsOf(results, 'durable', workload).map(({ othersShare }) => othersShare);
  return `Other processes took ${percent(Math.max(...shares))} of one core meanwhile.`;
}
