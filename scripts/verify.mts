/** Runs every check of this repository, also after one failed, and counts: the last line is `N passed, N failed`. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { succeeds } from './verify/command.mts';

const usage = `Usage: npm run verify [-- --coverage]

Checks formatting, lint, types, rooms and dead code, then runs all tests: among them those of the infrastructure, of the
pipeline, and of the packaged zip over HTTP.

  --coverage   measure which code the tests run, as the pipeline does
  --help       show this text`;

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const root = resolve(import.meta.dirname, '..');
const checks = ['format:check', 'lint', 'typecheck', 'rooms', 'deadcode'];
const jestReport = resolve(root, 'artifacts/jest.json');
const JestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  /** Test files that could not even be loaded. */
  numRuntimeErrorTestSuites: z.int(),
});

/** A check that hangs is a failure, not a pipeline that waits for its own end. */
const limitMs = 20 * 60 * 1000;

function npm(...args: readonly string[]): Promise<boolean> {
  console.log(`\n> npm ${args.join(' ')}`);
  return succeeds({ program: 'npm', args, cwd: root, limitMs });
}

async function check(script: string): Promise<Count> {
  return (await npm('run', '--silent', script)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function test(coverage: boolean): Promise<Count> {
  rmSync(jestReport, { force: true });
  const options = [...(coverage ? ['--coverage'] : []), '--json', `--outputFile=${jestReport}`];
  const succeeded = await npm('test', '--silent', '--', ...options);
  if (!existsSync(jestReport)) return { passed: 0, failed: 1 };
  const report = JestReport.parse(JSON.parse(readFileSync(jestReport, 'utf8')));
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  // A run can fail without a failed test, for instance when a worker dies.
  return { passed: report.numPassedTests, failed: succeeded ? failed : Math.max(failed, 1) };
}

async function verify(coverage: boolean): Promise<void> {
  const counts: Count[] = [];
  for (const script of checks) counts.push(await check(script));
  counts.push(await test(coverage));
  const sum = (of: keyof Count) => counts.reduce((total, count) => total + count[of], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}

const { values } = parseArgs({
  options: { coverage: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (values.help) console.log(usage);
else await verify(values.coverage);
