/** Where the processor time of a workload goes: by part of the host, and by function. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { folder, runAlone } from './alone.mts';
import { Measurement } from './measurement.mts';
import { areasOf, functionsOf, Profile } from './report/profile.mts';

const usage = `Usage: npm run bench:profile -- [--workload <name>] [--seconds <n>]

Runs a workload on the durable host under the sampling profiler of V8 and prints where the second half, with 64 in
flight, spent its time. The profile stays in artifacts/bench, for a flame graph in a browser.

  --workload <name>  W1, W2, W3, W5 or W6 (default: W1)
  --seconds <n>      how long (default: 3)
  --help             show this text`;

const TIMEOUT_MS = 120_000;

async function profile(workload: string, seconds: number): Promise<readonly string[]> {
  const name = `${workload}.cpuprofile`;
  const { problem } = await runAlone({
    script: 'children/measure.mts',
    options: { subject: 'durable', workloads: workload, seconds },
    flags: ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}`],
    timeoutMs: TIMEOUT_MS,
    result: z.array(Measurement),
  });
  if (problem !== undefined) throw new Error(problem);
  const recorded = Profile.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  return ['By part:', ...areasOf(recorded), '', 'By function:', ...functionsOf(recorded), '', join(folder, name)];
}

const { values } = parseArgs({
  options: {
    workload: { type: 'string', default: 'W1' },
    seconds: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(usage);
else console.log((await profile(values.workload, Number(values.seconds))).join('\n'));
