/** The report as a text, and as a part of docs/performance.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Results } from '../results.mts';
import { ascending, median } from '../statistics.mts';
import { chartOf } from './chart.mts';
import { DISTURBED_FROM, percent } from './figures.mts';
import { peersAhead } from './peers-ahead.mts';
import { scenarioSections } from './scenario-tables.mts';
import { loopSections, parkingSection, settingsList } from './tables.mts';
import { targetTable } from './targets.mts';

const root = resolve(import.meta.dirname, '../..');
const document = resolve(root, 'docs/performance.md');
const chart = resolve(root, 'docs/performance.svg');
const BEGIN = '<!-- bench:begin -->';
const END = '<!-- bench:end -->';

export function printed(results: Results): string {
  return [
    '## Targets',
    '',
    ...targetTable(results),
    '',
    ...peersAhead(results),
    '## Figures',
    '',
    ...loopSections(results),
    ...parkingSection(results),
    ...scenarioSections(results),
    '## What ran on what',
    '',
    ...results.machine.map((line) => `- ${line}`),
    `- ${results.method}`,
    `- ${noiseOf(results)}; a round in which they took ${percent(DISTURBED_FROM)} or more is left out where two calmer ones exist`,
    '',
    ...settingsList(results),
    ...failures(results),
  ].join('\n');
}

function failures({ failures: all }: Results): string[] {
  const lines = new Set(all.map(({ subject, workload, problem }) => `- ${subject}, ${workload}: ${problem}`));
  return lines.size === 0 ? [] : ['', 'Not measured:', '', ...lines];
}

function noiseOf({ measurements }: Results): string {
  const shares = ascending(measurements.map(({ othersShare }) => othersShare));
  return `other processes took ${percent(median(shares))} of one core in the median run, ${percent(shares.at(-1) ?? NaN)} in the worst`;
}

/** Gives the names of what it wrote. */
export async function writePage(results: Results): Promise<readonly string[]> {
  const text = readFileSync(document, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${document} needs the markers ${BEGIN} and ${END}.`);
  const page = `${text.slice(0, begin)}${BEGIN}\n\n${printed(results)}\n\n${text.slice(end)}`;
  const style = { ...(await resolveConfig(document)), parser: 'markdown' };
  writeFileSync(document, await format(page, style));
  writeFileSync(chart, chartOf(results));
  return [document, chart].map((path) => relative(root, path));
}
