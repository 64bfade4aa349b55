/** Runs a script of this folder in a process of its own and reads what it has written to a file. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { z } from 'zod';

export const folder = resolve(import.meta.dirname, '../artifacts/bench');

/** What a process that was told to end may take for it. */
const GRACE_MS = 10_000;

export interface Alone<Schema extends z.ZodType> {
  readonly script: string;
  readonly options: Readonly<Record<string, string | number>>;
  readonly timeoutMs: number;
  readonly result: Schema;
  /** For Node itself. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Outcome<Result> {
  /** Undefined when nothing was written. */
  readonly result: Result | undefined;
  /** Why the process did not end well. */
  readonly problem?: string;
}

let files = 0;

export async function runAlone<Schema extends z.ZodType>(run: Alone<Schema>): Promise<Outcome<z.output<Schema>>> {
  mkdirSync(folder, { recursive: true });
  const out = join(folder, `result-${process.pid}-${++files}.json`);
  const options: Alone<Schema>['options'] = { ...run.options, folder, out };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const script = resolve(import.meta.dirname, run.script);
  const child = spawn(process.execPath, [...(run.flags ?? []), script, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Compiled once: the compiler of TypeScript shall not count as memory of what is measured.
    env: { ...process.env, ...run.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-2_000)));
  const late = setTimeout(() => child.kill('SIGTERM'), run.timeoutMs);
  const tooLate = setTimeout(() => child.kill('SIGKILL'), run.timeoutMs + GRACE_MS);
  await once(child, 'close');
  clearTimeout(late);
  clearTimeout(tooLate);
  const result = existsSync(out) ? run.result.parse(JSON.parse(readFileSync(out, 'utf8'))) : undefined;
  rmSync(out, { force: true });
  return child.exitCode === 0 ? { result } : { result, problem: problemIn(errors, child.exitCode) };
}

/** What it has written; throws when it has not ended well. */
export async function resultOf<Schema extends z.ZodType>(run: Alone<Schema>): Promise<z.output<Schema>> {
  const { result, problem } = await runAlone(run);
  if (problem !== undefined || result === undefined) throw new Error(problem ?? 'it gave no result');
  return result;
}

/** The line that names the error, if there is one. */
function problemIn(errors: string, exitCode: number | null): string {
  const line = errors.split('\n').find((each) => /\b\w*Error\b/.test(each));
  return line?.trim() ?? (exitCode === null ? 'it took too long' : `it ended with exit code ${exitCode}`);
}
