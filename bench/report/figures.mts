/** How the report reads and writes figures. */
import type { InFlight, Pace } from '../measurement.mts';
import type { Results, RoundMeasurement } from '../results.mts';
import { ascending, median } from '../statistics.mts';
import type { SubjectName } from '../subjects/all.mts';

/** From this share of a core on, others have disturbed a measurement. */
export const DISTURBED_FROM = 0.4;
const ENOUGH = 2;

/** Of every round; without those that others disturbed when enough others remain. */
export function measurementsOf({ measurements }: Results, subject: SubjectName, workload: string) {
  const all = measurements.filter((each) => each.subject === subject && each.workload === workload);
  const calm = all.filter(({ othersShare }) => othersShare < DISTURBED_FROM);
  return calm.length >= ENOUGH ? calm : all;
}

export type PaceFigure = Exclude<keyof Pace, 'clients'>;

/** Of each round; without what is unknown. */
export function paceFigures(measured: readonly RoundMeasurement[], clients: InFlight, name: PaceFigure): number[] {
  const paces = measured.flatMap((each) => each.paces.filter((pace) => pace.clients === clients));
  return paces.flatMap((pace) => pace[name] ?? []);
}

export function factFigures(measured: readonly RoundMeasurement[], name: string): number[] {
  return measured.flatMap(({ facts }) => facts[name] ?? []);
}

/** Three digits that count, and whole numbers from a hundred on; a dash for what is not known. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

export function middle(values: readonly number[]): string {
  return figure(median(values));
}

export function withRange(values: readonly number[]): string {
  const sorted = ascending(values);
  if (sorted.length < 2) return middle(values);
  return `${middle(values)} (${figure(sorted[0] ?? NaN)} to ${figure(sorted.at(-1) ?? NaN)})`;
}

export function percent(share: number): string {
  return Number.isFinite(share) ? `${Math.round(share * 100)} %` : '–';
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  // Words to the left, figures to the right.
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
