/** Records purchases on today's app, for the tests that replay them on the app of tomorrow. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startTestHost } from 'embedded-host/testing';
import { type Purchase, purchases } from './record-history/purchases.mts';

const root = resolve(import.meta.dirname, '..');

const usage = `Usage: node scripts/record-history.mts --version <number> [--folder <folder>] [<purchase> ...]

Runs purchases on the built app, with skipped time, and writes the history of each as <folder>/<purchase>.json.
test/replay holds every later version of the app against them.

  <purchase>         ${Object.keys(purchases).join(', ')};
                     all of them if none is named
  --version <number> the version of the purchase to run
  --folder <folder>  default: test/replay/recordings/v<number>
  --help             show this text`;

interface Recording {
  readonly folder: string;
  readonly version: number;
}

async function record(name: string, { order, live }: Purchase, { folder, version }: Recording): Promise<void> {
  const services = await mkdtemp(join(tmpdir(), 'record-history-'));
  try {
    await using host = await startTestHost(root, { env: { DATA_FOLDER: services }, startTime: '2026-01-05T09:00:00Z' });
    const instance = await host.start(
      'purchase',
      { ...order, processVersion: version },
      { instanceId: `recorded-${name}` },
    );
    await host.settled();
    await live?.(host, instance);
    await instance.recordHistory(join(folder, `${name}.json`));
    console.log(`${name}: ${(await instance.steps()).length} steps, ${(await instance.status())?.runtimeStatus ?? ''}`);
  } finally {
    await rm(services, { recursive: true, force: true });
  }
}

function purchaseNamed(name: string): Purchase {
  const purchase = purchases[name];
  if (purchase === undefined)
    throw new Error(`There is no purchase "${name}". Known: ${Object.keys(purchases).join(', ')}.`);
  return purchase;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      folder: { type: 'string' },
      version: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const names = positionals.length > 0 ? positionals : Object.keys(purchases);
  const wanted = names.map((name) => [name, purchaseNamed(name)] as const);
  const version = Number(values.version);
  if (!Number.isInteger(version)) throw new Error(`--version: expected a number.\n\n${usage}`);
  const folder = resolve(values.folder ?? join(root, 'test', 'replay', 'recordings', `v${version}`));
  for (const [name, purchase] of wanted) await record(name, purchase, { folder, version });
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
