/** Where the processor time of a workload goes: by part of the host, and by function. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { folder, resultOf } from './alone.mts';
import { commandFlags } from './command-flags.mts';
import { Measurement } from './measurement.mts';
import { flameGraphOf } from './report/flame-graph.mts';
import { areasOf, functionsOf, Profile } from './report/profile.mts';

const usage = `Usage: npm run bench:profile -- [--workload <name>] [--seconds <n>] [--write]

Runs a workload on the durable host under the sampling profiler of V8 and prints where the second half, with 64 in
flight, spent its time. The profile stays in artifacts/bench, for a flame graph in a browser.

  --workload <name>  W1, W2, W3, W5 or W6 (default: W1)
  --seconds <n>      how long (default: 3)
  --write            draw docs/performance-flame-<workload>.svg
  --help             show this text`;

const documents = resolve(import.meta.dirname, '../docs');
const TIMEOUT_MS = 120_000;

async function profile(workload: string, seconds: number, isWritten: boolean): Promise<readonly string[]> {
  const name = `${workload}.cpuprofile`;
  await resultOf({
    script: 'children/measure.mts',
    options: { subject: 'durable', workloads: workload, seconds },
    flags: [...commandFlags, '--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}`],
    timeoutMs: TIMEOUT_MS,
    result: z.array(Measurement),
  });
  const recorded = Profile.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  if (isWritten) {
    const title = `Where ${workload} spends its processor time, 64 in flight`;
    writeFileSync(join(documents, `performance-flame-${workload}.svg`), flameGraphOf(recorded, title));
  }
  return ['By part:', ...areasOf(recorded), '', 'By function:', ...functionsOf(recorded), '', join(folder, name)];
}

const { values } = parseArgs({
  options: {
    workload: { type: 'string', default: 'W1' },
    seconds: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(usage);
else console.log((await profile(values.workload, Number(values.seconds), values.write)).join('\n'));
