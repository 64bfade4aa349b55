/** Records instances of a process on today's app, for the tests that replay them on the app of tomorrow. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startTestHost } from 'embedded-host/testing';
import { accountOpenings } from './record-history/account-openings.mts';
import { batches, cases } from './record-history/cases.mts';
import { purchases } from './record-history/purchases.mts';
import type { Recording } from './record-history/recording.mts';
import { trips } from './record-history/trips.mts';

const root = resolve(import.meta.dirname, '..');

/** What is recorded of each process, and in which folder of test/replay. */
const processes = {
  purchase: { recordings: purchases, usualFolder: 'recordings' },
  'account-opening': { recordings: accountOpenings, usualFolder: 'account-opening' },
  'trip-booking': { recordings: trips, usualFolder: 'trip-booking' },
  'back-office-case': { recordings: cases, usualFolder: 'back-office-case' },
  'back-office-batch': { recordings: batches, usualFolder: 'back-office-batch' },
};

const usage = `Usage: node scripts/record-history.mts --version <number> [--process <process>] [--folder <folder>] [<name> ...]

Runs instances of a process on the built app, with skipped time, and writes the history of each as <folder>/<name>.json.
test/replay holds every later version of the app against them.

  <name>               all of them if none is named; known are
${Object.entries(processes)
  .map(([process, { recordings }]) => `                       ${process}: ${Object.keys(recordings).join(', ')}`)
  .join('\n')}
  --version <number>   the version of the process to run
  --process <process>  default: purchase
  --folder <folder>    default: test/replay/recordings/v<number>, or of another process test/replay/<process>/v<number>
  --help               show this text`;

interface Wanted extends Recording {
  readonly process: string;
  readonly version: number;
  readonly name: string;
  readonly folder: string;
}

async function record({ process, version, name, folder, order, live }: Wanted): Promise<void> {
  const services = await mkdtemp(join(tmpdir(), 'record-history-'));
  try {
    await using host = await startTestHost(root, { env: { DATA_FOLDER: services }, startTime: '2026-01-05T09:00:00Z' });
    const input = { ...order, processVersion: version };
    const instance = await host.start(process, input, { instanceId: `recorded-${name}` });
    await host.settled();
    await live?.(host, instance);
    await instance.recordHistory(join(folder, `${name}.json`));
    console.log(`${name}: ${(await instance.steps()).length} steps, ${(await instance.status())?.runtimeStatus ?? ''}`);
  } finally {
    await rm(services, { recursive: true, force: true });
  }
}

function known<Value>(values: Readonly<Record<string, Value>>, name: string): Value {
  const value = values[name];
  if (value === undefined) throw new Error(`There is no "${name}". Known: ${Object.keys(values).join(', ')}.`);
  return value;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      process: { type: 'string', default: 'purchase' },
      folder: { type: 'string' },
      version: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const { process } = values;
  const { recordings, usualFolder } = known(processes, process);
  const version = Number(values.version);
  if (!Number.isInteger(version)) throw new Error(`--version: expected a number.\n\n${usage}`);
  const folder = resolve(values.folder ?? join(root, 'test', 'replay', usualFolder, `v${version}`));
  const names = positionals.length > 0 ? positionals : Object.keys(recordings);
  const wanted = names.map((name) => ({ ...known(recordings, name), process, version, name, folder }));
  for (const each of wanted) await record(each);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
