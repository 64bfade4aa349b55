/** Measures the embedded host: purchases and empty steps, durable and in memory, beside the same steps as functions. */
import { execFileSync } from 'node:child_process';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { describeMachine } from './machine.mts';
import { Measurement } from './measurement.mts';
import { noiseOf, type Result, tableOf, writeInto } from './report.mts';
import { type SubjectName, subjectNames } from './subject.mts';
import { workloads } from './workloads/all.mts';

const usage = `Usage: npm run bench -- [--rounds <n>] [--seconds <n>] [--write]

  --rounds <n>    how often everything is measured; the table has the medians (default: 3)
  --seconds <n>   how long each figure is measured, after as long a warm-up (default: 1.5)
  --write         write the table into docs/performance.md
  --help          show this text`;

const root = resolve(import.meta.dirname, '..');
const folder = resolve(root, 'artifacts/bench');
const document = resolve(root, 'docs/performance.md');

interface Plan {
  readonly rounds: number;
  readonly seconds: number;
}

function bench({ rounds, seconds }: Plan): readonly string[] {
  const machine = describeMachine(folder);
  const subjects = Object.keys(workloads).flatMap((workload) => subjectNames.map((subject) => ({ workload, subject })));
  const measured = subjects.map((subject) => ({ ...subject, rounds: new Array<Measurement>() }));
  // Round by round, so that a busy moment of the machine does not hit one subject only.
  for (let round = 1; round <= rounds; round++) {
    for (const each of measured) {
      console.error(`round ${round} of ${rounds}: ${each.workload}, ${each.subject}`);
      each.rounds.push(measureAlone(each.workload, each.subject, seconds));
    }
  }
  const method = `${rounds} rounds of ${seconds} s for each figure after a warm-up, each in a process of its own; medians`;
  return reportOf(measured, [...machine, method]);
}

function measureAlone(workload: string, subject: SubjectName, seconds: number): Measurement {
  const script = resolve(import.meta.dirname, 'measure.mts');
  const options = { workload, subject, folder, seconds: String(seconds) };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const output = execFileSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return Measurement.parse(JSON.parse(output));
}

function reportOf(results: readonly Result[], conditions: readonly string[]): readonly string[] {
  const titled = results.map((result) => ({
    ...result,
    workload: workloads[result.workload]?.title ?? result.workload,
  }));
  return [...tableOf(titled), '', ...[...conditions, noiseOf(results)].map((line) => `- ${line}`)];
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '1.5' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
} else {
  const plan = z.object({ rounds: z.coerce.number().int().positive(), seconds: z.coerce.number().positive() });
  const lines = bench(plan.parse(values));
  console.log(lines.join('\n'));
  if (values.write) {
    await writeInto(document, lines);
    console.error(`written to ${relative(root, document)}`);
  }
}
