import { inFlight } from '../measurement.mts';
import type { Results } from '../results.mts';
import { median } from '../statistics.mts';
import { subjectNames, subjects } from '../subjects/all.mts';
import { loopNames, loops } from '../workloads/all.mts';
import { factFigures, measurementsOf, middle, paceFigures, percent, table, withRange } from './figures.mts';

const KIB = 1_024;

const loopHead = [
  'Runs as',
  'Done per second, 64 in flight (lowest to highest)',
  'p50 / p95 / p99 ms, 64 in flight',
  'p50 / p95 / p99 ms, one at a time',
  'Flushes each, 1 / 64',
  'KiB written each, 1 / 64',
  'CPU ms each, 64',
  'Peak memory MiB',
  'Others',
];

/** A section for each workload that was measured in a loop. */
export function loopSections(results: Results): string[] {
  return loopNames.flatMap((workload) => {
    const rows = subjectNames.flatMap((subject) => {
      const measured = measurementsOf(results, subject, workload);
      return measured.length === 0 ? [] : [loopRow(subjects[subject].title, measured)];
    });
    return rows.length === 0 ? [] : [`### ${workload}: ${loops[workload].title}`, '', ...table(loopHead, rows), ''];
  });
}

function loopRow(title: string, measured: ReturnType<typeof measurementsOf>): string[] {
  const latencies = (clients: 1 | 64) =>
    (['p50Ms', 'p95Ms', 'p99Ms'] as const).map((name) => middle(paceFigures(measured, clients, name))).join(' / ');
  const both = (name: 'flushes' | 'writtenBytes', unit = 1) =>
    inFlight.map((clients) => middle(paceFigures(measured, clients, name).map((value) => value / unit))).join(' / ');
  return [
    title,
    withRange(paceFigures(measured, 64, 'perSecond')),
    latencies(64),
    latencies(1),
    both('flushes'),
    both('writtenBytes', KIB),
    middle(paceFigures(measured, 64, 'cpuMs')),
    middle(paceFigures(measured, 64, 'memoryMb')),
    percent(median(measured.map(({ othersShare }) => othersShare))),
  ];
}

export function parkingSection(results: Results): string[] {
  const rows = subjectNames.flatMap((subject) => {
    const measured = measurementsOf(results, subject, 'W4');
    if (measured.length === 0) return [];
    const fact = (name: string) => withRange(factFigures(measured, name));
    const others = percent(median(measured.map(({ othersShare }) => othersShare)));
    return [[subjects[subject].title, fact('parkMs'), fact('signalMs'), fact('flushes'), fact('memoryMb'), others]];
  });
  if (rows.length === 0) return [];
  const head = [
    'Runs as',
    'Until all wait, ms',
    'Signalled to ended, ms',
    'Flushes each',
    'Memory MiB, waiting',
    'Others',
  ];
  return [
    '### W4: 2,000 instances wait for an event and a timer; then all are signalled',
    '',
    ...table(head, rows),
    '',
  ];
}

export function settingsList(results: Results): string[] {
  return subjectNames.flatMap((subject) => {
    const settings = results.measurements.find((each) => each.subject === subject)?.settings;
    const { title, durable } = subjects[subject];
    return settings === undefined ? [] : [`- **${title}** (${durable ? 'durable' : 'not durable'}): ${settings}.`];
  });
}
