/** Measures the embedded host and what it is compared with; prints the report and writes it into the documents. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { folder, runAlone } from './alone.mts';
import { flagsOf } from './command-flags.mts';
import { describeMachine } from './machine/describe.mts';
import { Measurement } from './measurement.mts';
import { isDue, type Job, jobsOf, sets } from './plan.mts';
import { printed, writePage } from './report/page.mts';
import { Results } from './results.mts';
import { scenarios } from './scenarios/all.mts';
import { measurementOf, type Scenario, type ScenarioPlan } from './scenarios/scenario.mts';
import { subjects } from './subjects/all.mts';

const usage = `Usage: npm run bench -- [--workload <names>] [--rounds <n>] [--seconds <n>] [--quick] [--write]
       npm run bench:peers -- ...   with Restate, DBOS, openworkflow and durabletask-js, which it installs
       npm run bench:all -- ...     everything in one run: the ratios of docs/performance.md

  --workload <names>  only these, with commas between: W1 to W8, slow-disk, http, idle, telemetry
  --rounds <n>        how often everything is measured; the tables have the medians (default: 3)
  --seconds <n>       how long each figure is measured, after as long a warm-up (default: 0.8)
  --minutes <n>       begin no further round that would not end in time (default: 11)
  --quick             one round, shorter, smaller stores
  --write             write the report into docs/performance.md
  --report            do not measure: report what was measured last
  --help              show this text`;

const Options = z.object({
  set: z.enum(sets),
  workload: z.string().transform((names) => names.split(',').filter((name) => name !== '')),
  rounds: z.coerce.number().int().positive(),
  seconds: z.coerce.number().positive(),
  minutes: z.coerce.number().positive(),
  quick: z.boolean(),
});
type Options = z.infer<typeof Options>;

const file = join(folder, 'results.json');
const JOB_TIMEOUT_MS = 150_000;
/** What a scenario takes on the average; filling the store of W7 is most of it. */
const SCENARIO_MS = 30_000;

async function measureSet({ set, workload, rounds, seconds, minutes, quick }: Options): Promise<Results> {
  const { lines, synchronisationMs } = describeMachine(folder);
  const results: Results = { machine: lines, method: '', synchronisationMs, seconds, measurements: [], failures: [] };
  const chosen = Object.entries(set === 'peers' ? {} : scenarios).filter(
    ([name]) => workload.length === 0 || workload.includes(name),
  );
  const roundsMs = minutes * 60_000 - chosen.length * SCENARIO_MS;
  const done = await measureRounds(results, { jobs: jobsOf(set, workload), rounds, seconds, withinMs: roundsMs });
  results.method = `${done} rounds of ${seconds} s for each figure, after as long a warm-up; medians of the rounds`;
  for (const [name, scenario] of chosen) {
    tell(name);
    await addScenario(results, scenario, { rounds: Math.min(rounds, 2), seconds, isQuick: quick });
  }
  return results;
}

interface Rounds {
  readonly jobs: readonly Job[];
  readonly rounds: number;
  readonly seconds: number;
  readonly withinMs: number;
}

/** Round by round, so that a busy moment of the machine does not hit one subject only. Gives how many there were. */
async function measureRounds(results: Results, { jobs, rounds, seconds, withinMs }: Rounds): Promise<number> {
  const begin = performance.now();
  for (let round = 1; round <= rounds; round++) {
    const tookMs = performance.now() - begin;
    if (round > 1 && tookMs + tookMs / (round - 1) > withinMs) return round - 1;
    for (const job of jobs.filter((each) => isDue(each, round))) {
      tell(`round ${round} of ${rounds}: ${subjects[job.subject].title}, ${job.workloads.join(', ')}`);
      await addJob(results, job, round, seconds);
    }
  }
  return rounds;
}

async function addJob(results: Results, { subject, workloads }: Job, round: number, seconds: number): Promise<void> {
  const { result, problem } = await runAlone({
    script: 'children/measure.mts',
    options: { subject, workloads: workloads.join(','), seconds },
    flags: flagsOf(subject),
    timeoutMs: JOB_TIMEOUT_MS,
    result: z.array(Measurement),
  });
  const measured = result ?? [];
  results.measurements.push(...measured.map((each) => ({ ...each, round })));
  const missing = workloads.filter((workload) => !measured.some((each) => each.workload === workload));
  for (const workload of missing) {
    results.failures.push({ subject, workload, problem: problem ?? 'it gave no figures' });
    tell(`  not measured: ${problem ?? 'it gave no figures'}`);
  }
  save(results);
}

async function addScenario(results: Results, { workload, measure }: Scenario, plan: ScenarioPlan): Promise<void> {
  try {
    results.measurements.push({ ...measurementOf(workload, await measure(plan)), round: 1 });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    results.failures.push({ subject: 'durable', workload, problem });
  }
  save(results);
}

/** After each step, so that a run that is stopped is not lost. */
function save(results: Results): void {
  writeFileSync(file, JSON.stringify(results));
}

function tell(line: string): void {
  console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
}

function lastResults(): Results {
  if (!existsSync(file)) throw new Error('Nothing was measured yet: npm run bench');
  return Results.parse(JSON.parse(readFileSync(file, 'utf8')));
}

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'own' },
    workload: { type: 'string', default: '' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    minutes: { type: 'string', default: '11' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
} else {
  const { quick, rounds = quick ? '1' : '3', seconds = quick ? '0.5' : '0.8' } = values;
  const results = values.report ? lastResults() : await measureSet(Options.parse({ ...values, rounds, seconds }));
  console.log(printed(results));
  if (values.write) console.error(`written: ${(await writePage(results)).join(', ')}`);
}
