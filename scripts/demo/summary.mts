import { styleText } from 'node:util';
import type { Run } from './run-scenario.mts';
import { seconds } from './span.mts';

const header = ['order', 'ending', 'steps', 'compensation', 'duration', ''];

/** The final table, what was not as it had to be, and a last line that counts. */
export function summary(runs: readonly Run[]): string {
  const skipped = runs.flatMap((run) => (run.skipped === undefined ? [] : [`${run.name}: skipped, ${run.skipped}`]));
  const problems = runs.flatMap((run) => run.problems.map((problem) => `${run.name}: ${problem}`));
  const good = runs.filter(isGood).length;
  const others = skipped.length === 0 ? '' : `, ${skipped.length} skipped`;
  const count = `${good} of ${runs.length} orders ended as they had to${others}.`;
  return [
    table(runs),
    ...[skipped, problems].filter((lines) => lines.length > 0).map((lines) => lines.join('\n')),
    styleText(problems.length === 0 ? 'green' : 'red', count),
  ].join('\n\n');
}

function isGood({ skipped, problems }: Run): boolean {
  return skipped === undefined && problems.length === 0;
}

function table(runs: readonly Run[]): string {
  const rows = runs.map((run) => [
    run.name,
    run.ending,
    String(run.steps),
    String(run.compensations),
    seconds(run.durationMs),
    verdictOf(run),
  ]);
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd();
  return [styleText('bold', lineOf(header)), ...rows.map(lineOf)].join('\n');
}

function verdictOf(run: Run): string {
  if (run.skipped !== undefined) return 'skipped';
  return isGood(run) ? 'as expected' : 'NOT AS EXPECTED';
}
