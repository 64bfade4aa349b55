/** Instructions that a program takes, as the processor counts them; they depend on load much less than time does. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { commandFlags } from '../command-flags.mts';

const script = resolve(import.meta.dirname, '../children/run-instances.mts');

/** Enough for the compiler of V8 to be done with most of its work, which the difference then leaves out. */
const SIZES = { W1: [1_500, 4_500], W3: [100, 300] } as const;

/** False where there is no `perf`, or the machine does not let it count. */
export function canCountInstructions(): boolean {
  return Number.isFinite(instructionsOf(['true']));
}

/** Of one orchestration, with 64 in flight, all threads of the host together. */
export function instructionsEach(workload: keyof typeof SIZES): number {
  const [few, many] = SIZES[workload];
  return (countOf(workload, many) - countOf(workload, few)) / (many - few);
}

function countOf(workload: string, count: number): number {
  return instructionsOf([process.execPath, ...commandFlags, script, workload, String(count)]);
}

/** NaN when they cannot be counted. */
function instructionsOf(command: readonly string[]): number {
  const { stderr } = spawnSync('perf', ['stat', '-x,', '-e', 'instructions:u', '--', ...command], { encoding: 'utf8' });
  // Null when there is no such program, against the declared type.
  const report = (stderr as string | null) ?? '';
  const line = report.split('\n').find((each) => each.includes('instructions'));
  return Number(line?.split(',')[0] ?? NaN);
}
