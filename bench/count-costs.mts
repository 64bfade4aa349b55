/**
 * Counts what an orchestration costs: turns, commits, rows, bytes and synchronisations, and where the machine can count
 * them, instructions. Counts are the same on every machine, and instructions almost, so a test compares them with
 * `expected-costs.json`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startHost } from 'embedded-host';
import { format } from 'prettier';
import { openSqliteStore } from '../embedded-host/dist/store/sqlite-store.js';
import { canCountInstructions, instructionsEach } from './machine/instructions.mts';
import { runOf } from './subjects/embedded-host.mts';
import { around, type Counts, noCounts } from './subjects/counting.mts';
import { loops } from './workloads/all.mts';

const usage = `Usage: npm run bench:costs -- [--write]

Prints what an orchestration of W1 and of W3 costs, one at a time and with 64 in flight.

  --write   make this what is expected: bench/expected-costs.json
  --help    show this text`;

const file = join(import.meta.dirname, 'expected-costs.json');
const FLEET = 64;
/** As long as everything that is ready needs to come in, so that counts do not depend on the disk. */
const TURNS_OF_A_SYNCHRONISATION = 20;

type Costs = Readonly<Record<string, Counts | Instructions>>;
type Instructions = Readonly<Record<keyof typeof loops & ('W1' | 'W3'), number>>;

async function countCosts(): Promise<Costs> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-costs-'));
  const counts = { ...noCounts };
  const store = openSqliteStore(folder, { synchronise: () => synchronise(counts) });
  const host = await startHost({ folder: loops.W1.app, port: 0, storage: 'memory', around: around(store, counts) });
  const costs: Record<string, Counts | Instructions> = {};
  for (const [name, workload] of Object.entries({ W1: loops.W1, W3: loops.W3 })) {
    const once = runOf(host.engine, workload);
    for (const [title, fleet] of Object.entries({ 'one at a time': 1, [`${FLEET} in flight`]: FLEET })) {
      Object.assign(counts, noCounts);
      await Promise.all(Array.from({ length: fleet }, once));
      await host.engine.idle();
      costs[`${name}, ${title}`] = eachOf(counts, fleet);
    }
  }
  await host.stop();
  await store.close();
  rmSync(folder, { recursive: true });
  if (canCountInstructions()) {
    costs[`instructions, ${FLEET} in flight`] = { W1: instructionsEach('W1'), W3: instructionsEach('W3') };
  }
  return costs;
}

async function synchronise(counts: { synchronisations: number }): Promise<void> {
  counts.synchronisations += 1;
  for (let turn = 0; turn < TURNS_OF_A_SYNCHRONISATION; turn++) await turnOfTheLoop();
}

/** For one instance; synchronisations are shared, so theirs stay those of the whole fleet. */
function eachOf({ synchronisations, ...counts }: Counts, fleet: number): Counts {
  const { turns, activities, commits, journalRows, journalBytes, messages } = counts;
  const each = { turns, activities, commits, journalRows, journalBytes, messages };
  // The keys are those of the literal above.
  return {
    ...(Object.fromEntries(Object.entries(each).map(([name, value]) => [name, value / fleet])) as typeof each),
    synchronisations,
  };
}

const { values } = parseArgs({
  options: { write: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (values.help) {
  console.log(usage);
} else {
  const text = JSON.stringify(await countCosts(), null, 2);
  if (values.write) writeFileSync(file, await format(text, { parser: 'json' }));
  else console.log(text);
  process.exit(0);
}
