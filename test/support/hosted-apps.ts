/** Apps on hosts with virtual time and instances in memory, each with a folder in which its stand-ins keep their records. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { startTestHost, type TestHost } from 'embedded-host/testing';
import { emptyRecords } from './service-records';

export interface HostedApp {
  readonly host: TestHost;
  readonly folder: string;
  readonly end: () => Promise<void>;
}

export async function hostApp(app: string, env: Readonly<Record<string, string>>): Promise<HostedApp> {
  const folder = await mkdtemp(join(tmpdir(), 'records-'));
  const host = await startTestHost(app, { env: { DATA_FOLDER: folder, ...env }, storage: 'memory' });
  const end = async () => {
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { host, folder, end };
}

/** Those that no test of this file uses now, by app and settings. To load an app takes most of the time of a short test. */
const idle = new Map<string, HostedApp[]>();

afterAll(async () => {
  await Promise.all([...idle.values()].flat().map(({ end }) => end()));
});

/** One that was used before, without its instances and records; or another if all of them are in use. */
export async function lendApp(app: string, env: Readonly<Record<string, string>>): Promise<HostedApp> {
  const which = JSON.stringify([app, env]);
  const unused = idle.get(which) ?? [];
  idle.set(which, unused);
  const known = unused.pop();
  const lent = known ?? (await hostApp(app, env));
  if (known !== undefined) await clear(known);
  const giveBack = () => {
    unused.push(lent);
    return Promise.resolve();
  };
  return { ...lent, end: giveBack };
}

async function clear({ host, folder }: HostedApp): Promise<void> {
  await host.reset();
  emptyRecords(folder);
}
