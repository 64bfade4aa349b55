/** Runs the packaged app on the real Functions host, tests it from outside, and stops everything that it has started. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startAzurite } from './black-box/azurite.mts';
import { startFunctionsHost } from './black-box/functions-host.mts';
import { isListening } from './black-box/ready.mts';

const root = resolve(import.meta.dirname, '..');

const usage = `Usage: npm run black-box -- [options]

Unpacks the zip into an empty folder, starts it on the real Functions host (Core Tools) with Azurite beside it, runs test/http
against it, and stops both. The zip knows its backend: npm run package -- --backend <name>.

  --app <zip>          default: artifacts/app.zip
  --port <number>      where the host serves (default: 7071)
  --scheduler <url>    the Durable Task Scheduler emulator, for a zip with that backend (default: http://localhost:8080)
  --needs-scheduler    fail at once when that is not there
  --patience <number>  how much slower than the embedded host it may be (default: 50)
  --tests <path>       default: test/http
  --logs <folder>      what host and emulator have printed, and junit.xml (default: artifacts/black-box)
  --func <program>     default: that of npm ci
  --azurite <program>  default: npx, which downloads it once
  --help               show this text

Azurite that runs already is used, and left running. Exits with 1 when a test fails or something does not start.`;

const { values } = parseArgs({
  options: {
    app: { type: 'string', default: join(root, 'artifacts/app.zip') },
    port: { type: 'string', default: '7071' },
    scheduler: { type: 'string', default: 'http://localhost:8080' },
    'needs-scheduler': { type: 'boolean', default: false },
    patience: { type: 'string', default: '50' },
    tests: { type: 'string', default: 'test/http' },
    logs: { type: 'string', default: join(root, 'artifacts/black-box') },
    func: { type: 'string', default: join(root, 'node_modules/.bin/func') },
    azurite: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/** The emulator is a container, which the pipeline starts beside the job. */
async function requireScheduler(): Promise<void> {
  const { port } = new URL(values.scheduler);
  if (await isListening(Number(port))) return;
  throw new Error(`Nothing listens at ${values.scheduler}; docs/pipeline.md tells how to start the emulator.`);
}

/** Whether all tests passed. */
function test(url: string): boolean {
  const env = {
    ...{ ...process.env, BASE_URL: url, PATIENCE: values.patience },
    ...{ JEST_JUNIT_OUTPUT_DIR: values.logs, JEST_JUNIT_OUTPUT_NAME: 'junit.xml' },
  };
  const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--selectProjects', 'package', '--testPathPatterns'];
  return spawnSync(process.execPath, [...jest, values.tests], { cwd: root, stdio: 'inherit', env }).status === 0;
}

async function blackBox(folder: string): Promise<boolean> {
  const logs = resolve(values.logs);
  for (const each of [logs, join(folder, 'storage'), join(folder, 'app')]) mkdirSync(each, { recursive: true });
  if (values['needs-scheduler']) await requireScheduler();
  await using _azurite = await startAzurite({ program: values.azurite, folder: join(folder, 'storage'), logs });
  const { func, app: zip, scheduler } = values;
  const start = { func, zip: resolve(zip), port: Number(values.port), scheduler, folder: join(folder, 'app'), logs };
  await using host = await startFunctionsHost(start);
  console.log(`The app runs at ${host.url}. What it prints: ${logs}`);
  return test(host.url);
}

async function main(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'black-box-'));
  try {
    return await blackBox(folder);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (values.help) console.log(usage);
else if (!(await main())) process.exitCode = 1;
