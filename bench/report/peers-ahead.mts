/** Where a peer has the better figure: the report says it before a reader finds it. */
import type { Results } from '../results.mts';
import { median } from '../statistics.mts';
import { peers, type SubjectName, subjects } from '../subjects/all.mts';
import { loopNames } from '../workloads/all.mts';
import { factFigures, figure, measurementsOf, paceFigures } from './figures.mts';

interface Compared {
  readonly what: string;
  readonly unit: string;
  readonly larger: 'better' | 'worse';
  /** No news of a peer that writes nothing. */
  readonly isOfDisk?: boolean;
  readonly of: (measured: ReturnType<typeof measurementsOf>) => readonly number[];
}

const KIB = 1_024;

const ofLoops: readonly Compared[] = [
  compared('done per second, 64 in flight', '', 'better', (each) => paceFigures(each, 64, 'perSecond')),
  compared('p99, 64 in flight', 'ms', 'worse', (each) => paceFigures(each, 64, 'p99Ms')),
  compared('p50, one at a time', 'ms', 'worse', (each) => paceFigures(each, 1, 'p50Ms')),
  compared('p99, one at a time', 'ms', 'worse', (each) => paceFigures(each, 1, 'p99Ms')),
  ofDisk('flushes each, 64 in flight', '', (each) => paceFigures(each, 64, 'flushes')),
  ofDisk('written each, one at a time', 'KiB', (each) => writtenKib(each, 1)),
  ofDisk('written each, 64 in flight', 'KiB', (each) => writtenKib(each, 64)),
  compared('peak memory', 'MiB', 'worse', (each) => paceFigures(each, 64, 'memoryMb')),
];

const ofParking: readonly Compared[] = [
  compared('until all wait', 'ms', 'worse', (each) => factFigures(each, 'parkMs')),
  compared('signalled to ended', 'ms', 'worse', (each) => factFigures(each, 'signalMs')),
  compared('memory while they wait', 'MiB', 'worse', (each) => factFigures(each, 'memoryMb')),
];

function compared(what: string, unit: string, larger: Compared['larger'], of: Compared['of']): Compared {
  return { what, unit, larger, of };
}

function ofDisk(what: string, unit: string, of: Compared['of']): Compared {
  return { what, unit, larger: 'worse', isOfDisk: true, of };
}

function writtenKib(measured: ReturnType<typeof measurementsOf>, clients: 1 | 64): readonly number[] {
  return paceFigures(measured, clients, 'writtenBytes').map((bytes) => bytes / KIB);
}

export function peersAhead(results: Results): string[] {
  const lines = peers.flatMap((peer) => [
    ...loopNames.flatMap((workload) => linesOf(results, peer, workload, ofLoops)),
    ...linesOf(results, peer, 'W4', ofParking),
  ]);
  const hasPeers = results.measurements.some(({ subject }) => peers.some((peer) => peer === subject));
  if (!hasPeers) return [];
  const intro = 'In every other figure that both have, the durable embedded host is ahead:';
  return ['## Where a peer is better', '', intro, '', ...(lines.length > 0 ? lines : ['- nowhere in this run.']), ''];
}

function linesOf(results: Results, peer: SubjectName, workload: string, all: readonly Compared[]): string[] {
  const { title, durable } = subjects[peer];
  const [ours, theirs] = [measurementsOf(results, 'durable', workload), measurementsOf(results, peer, workload)];
  const name = durable ? title : `${title} (nothing durable)`;
  const ahead = all.flatMap(({ what, unit, larger, isOfDisk, of }) => {
    if (isOfDisk === true && !durable) return [];
    const [our, their] = [median(of(ours)), median(of(theirs))];
    const isAhead = larger === 'better' ? their > our : their < our;
    return isAhead ? [`${what} ${[figure(their), 'against', figure(our), unit].join(' ').trim()}`] : [];
  });
  return ahead.length > 0 ? [`- **${name}, ${workload}:** ${ahead.join('; ')}.`] : [];
}
