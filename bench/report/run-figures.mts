/** The figures of one run that its targets are about: medians of its rounds, and ratios of these. */
import type { InFlight } from '../measurement.mts';
import type { Results } from '../results.mts';
import { median } from '../statistics.mts';
import type { SubjectName } from '../subjects/all.mts';
import { factFigures, measurementsOf, type PaceFigure, paceFigures } from './figures.mts';

const MS_BEYOND_SYNCHRONISATION = 1.5;
const W1_SYNCHRONISATIONS = 5;

export class Figures {
  readonly #results: Results;

  constructor(results: Results) {
    this.#results = results;
  }

  pace(subject: SubjectName, workload: string, clients: InFlight, name: PaceFigure): number {
    return median(paceFigures(measurementsOf(this.#results, subject, workload), clients, name));
  }

  fact(workload: string, name: string): number {
    return median(factFigures(measurementsOf(this.#results, 'durable', workload), name));
  }

  faster(other: SubjectName, workload: string): number {
    return this.ratio('durable', other, workload);
  }

  ratio(one: SubjectName, other: SubjectName, workload: string): number {
    const rate = (subject: SubjectName) => this.pace(subject, workload, 64, 'perSecond');
    return rate(one) / rate(other);
  }

  slower(other: SubjectName, workload: string): number {
    const latency = (subject: SubjectName) => this.pace(subject, workload, 1, 'p50Ms');
    return latency('durable') / latency(other);
  }

  parked(subject: SubjectName): number {
    return median(factFigures(measurementsOf(this.#results, subject, 'W4'), 'signalMs'));
  }

  full(name: string): number {
    return this.fact('W7', `full.${name}`) / this.fact('W7', `few.${name}`);
  }

  againstDisk(): number {
    const bound = W1_SYNCHRONISATIONS * this.#results.synchronisationMs + MS_BEYOND_SYNCHRONISATION;
    return this.pace('durable', 'W1', 1, 'p50Ms') / bound;
  }

  againstReplay(): number {
    const latency = (subject: SubjectName) => this.pace(subject, 'W6', 1, 'p50Ms');
    return latency('durable') / (1.5 * latency('replay') + latency('store'));
  }

  sharedCommits(): number {
    return this.fact('slow disk', 'perSecond') / this.fact('slow disk', 'allowedPerSecond');
  }
}
