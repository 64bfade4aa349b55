/** Records onboardings, and what erases them, on today's app, for the tests that replay them on the app of tomorrow. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startTestHost, type TestHost, type TestInstance } from 'embedded-host/testing';

const root = resolve(import.meta.dirname, '..');

const usage = `Usage: node scripts/record-onboarding.mts [--folder <folder>]

Runs onboardings and erasures on the built app, with skipped time, and writes the history of each as <folder>/<name>.json.

  --folder <folder>  default: test/replay/onboardings/v1
  --help             show this text`;

/** Gives the instance that is recorded. */
type Life = (host: TestHost, onboarding: TestInstance) => Promise<TestInstance>;

interface Onboarding {
  readonly clauses: string;
  readonly live: Life;
}

/** One for each path on which an instance can be met by a deployment. */
const onboardings: Readonly<Record<string, Onboarding>> = {
  'waiting-for-confirmation': { clauses: '', live: (host, onboarding) => skip(host, onboarding, 2) },
  expired: { clauses: '', live: (host, onboarding) => skip(host, onboarding, 7) },
  'billing-refused': { clauses: '+billing-refused', live: confirm },
  welcomed: { clauses: '', live: (host, onboarding) => confirmAndSkip(host, onboarding, 15) },
  onboarded: { clauses: '', live: (host, onboarding) => confirmAndSkip(host, onboarding, 42) },
  'support-later': { clauses: '+support-flaky-7', live: (host, onboarding) => confirmAndSkip(host, onboarding, 42) },
  'erasure-to-be-withdrawn': { clauses: '', live: (host, onboarding) => eraseAndSkip(host, onboarding, 1) },
  erased: { clauses: '+crm-erase-flaky-1', live: (host, onboarding) => eraseAndSkip(host, onboarding, 4) },
};

async function skip(host: TestHost, instance: TestInstance, days: number): Promise<TestInstance> {
  await host.skip({ days });
  return instance;
}

async function confirm(host: TestHost, onboarding: TestInstance): Promise<TestInstance> {
  const secretHash = createHash('sha256').update('sesame').digest('base64url');
  await onboarding.raiseEvent('addressConfirmed', { secretHash, at: (await host.now()).toISOString() });
  await host.settled();
  return onboarding;
}

async function confirmAndSkip(host: TestHost, onboarding: TestInstance, days: number): Promise<TestInstance> {
  return skip(host, await confirm(host, onboarding), days);
}

/** The erasure of a customer who is being welcomed. */
async function eraseAndSkip(host: TestHost, onboarding: TestInstance, days: number): Promise<TestInstance> {
  await confirm(host, onboarding);
  const order = { customerId: 'ada', processVersion: 1 };
  const erasure = await host.start('erasure', order, { instanceId: `${onboarding.id}-erasure` });
  await host.settled();
  return skip(host, erasure, days);
}

async function record(name: string, { clauses, live }: Onboarding, folder: string): Promise<void> {
  const services = await mkdtemp(join(tmpdir(), 'record-onboarding-'));
  try {
    await using host = await startTestHost(root, { env: { DATA_FOLDER: services }, startTime: '2026-01-05T09:00:00Z' });
    const email = `ada+secret-sesame${clauses}@example.com`;
    const order = { customer: { id: 'ada', name: 'Ada Lovelace', email }, plan: 'team', processVersion: 1 };
    const onboarding = await host.start('onboarding', order, { instanceId: `recorded-${name}` });
    await host.settled();
    const recorded = await live(host, onboarding);
    await recorded.recordHistory(join(folder, `${name}.json`));
    console.log(`${name}: ${(await recorded.status())?.runtimeStatus ?? ''}`);
  } finally {
    await rm(services, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: join(root, 'test', 'replay', 'onboardings', 'v1') },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(usage);
else
  for (const [name, onboarding] of Object.entries(onboardings)) await record(name, onboarding, resolve(values.folder));
