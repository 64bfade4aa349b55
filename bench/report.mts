import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import type { Measurement } from './measurement.mts';
import { ascending, median } from './statistics.mts';
import type { SubjectName } from './subject.mts';

export interface Result {
  readonly workload: string;
  readonly subject: SubjectName;
  /** One for each round. */
  readonly rounds: readonly Measurement[];
}

const subjectTitles: Readonly<Record<SubjectName, string>> = {
  durable: 'embedded host, durable (every commit synchronised)',
  memory: 'embedded host, in memory',
  plain: 'plain functions, no orchestration',
};
const HEADER = [
  '| Workload | Runs as | In flight | Done per second (lowest to highest) | p50 | p95 | p99 |',
  '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
];
const BEGIN = '<!-- bench:begin -->';
const END = '<!-- bench:end -->';

export function tableOf(results: readonly Result[]): readonly string[] {
  return [...HEADER, ...results.flatMap(rowsOf)];
}

function rowsOf({ workload, subject, rounds }: Result): string[] {
  const counts = rounds[0]?.paces.map(({ clients }) => clients) ?? [];
  return counts.map((clients) => {
    const paces = rounds.flatMap((round) => round.paces.filter((pace) => pace.clients === clients));
    const middle = (of: 'p50Ms' | 'p95Ms' | 'p99Ms') => `${figure(median(paces.map((pace) => pace[of])))} ms`;
    const cells = [workload, subjectTitles[subject], clients, throughput(paces.map(({ perSecond }) => perSecond))];
    return `| ${[...cells, middle('p50Ms'), middle('p95Ms'), middle('p99Ms')].join(' | ')} |`;
  });
}

function throughput(values: readonly number[]): string {
  const sorted = ascending(values);
  return `${figure(median(values))} (${figure(sorted[0] ?? NaN)} to ${figure(sorted.at(-1) ?? NaN)})`;
}

/** The highest share of a core that others took, over all runs. */
export function noiseOf(results: readonly Result[]): string {
  const shares = results.flatMap(({ rounds }) => rounds.map(({ othersShare }) => othersShare));
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return `other processes took ${percent(median(shares))} of one core in the median run, ${percent(Math.max(...shares))} in the worst`;
}

/** Three digits that count, and whole numbers from a hundred on. */
function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

/** Replaces what stands between the markers of a document. */
export async function writeInto(document: string, lines: readonly string[]): Promise<void> {
  const text = readFileSync(document, 'utf8');
  const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`${document} needs the markers ${BEGIN} and ${END}.`);
  const report = `${BEGIN}\n\n${lines.join('\n')}\n\n`;
  const written = `${text.slice(0, before)}${report}${text.slice(after)}`;
  writeFileSync(document, await format(written, { ...(await resolveConfig(document)), parser: 'markdown' }));
}
