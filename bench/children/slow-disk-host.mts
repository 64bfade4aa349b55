/** W1 on a store whose every synchronisation takes 10 ms longer, while somebody else asks for the health of the host. */
import { fdatasync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startHost } from 'embedded-host';
import { z } from 'zod';
import { openSqliteStore } from '../../embedded-host/dist/store/sqlite-store.js';
import { answer, childOptions } from './options.mts';
import { closedLoop } from '../closed-loop.mts';
import { HealthProbe } from '../http/health-probe.mts';
import { median } from '../statistics.mts';
import { runOf } from '../subjects/embedded-host.mts';
import { loops } from '../workloads/all.mts';

const SLOWER_BY_MS = 10;
const CLIENTS = 64;
const dataSync = promisify(fdatasync);

const options = childOptions(z.object({ seconds: z.coerce.number() }));
const folder = join(options.folder, `slow-${process.pid}`);
const took: number[] = [];
const store = openSqliteStore(folder, { synchronise: slowly });
const host = await startHost({
  folder: loops.W1.app,
  port: 0,
  storage: 'memory',
  around: ({ runner }) => ({ runner, store }),
});
const observed = { folder, helpers: () => [] };
const once = runOf(host.engine, loops.W1);
await closedLoop({ once, clients: CLIENTS, seconds: options.seconds, observed });
const turns = await turnsOfOne();
took.length = 0;
const probe = new HealthProbe(`${host.url}/api/health`);
const { perSecond, p99Ms, othersShare } = await closedLoop({
  once,
  clients: CLIENTS,
  seconds: options.seconds * 2,
  observed,
});
const health = await probe.stop();
const synchronisationMs = median(took);
answer(options.out, {
  perSecond,
  p99Ms,
  allowedPerSecond: (CLIENTS * 1_000) / (turns * synchronisationMs),
  healthP50Ms: health.p50Ms,
  healthP99Ms: health.p99Ms,
  synchronisationMs,
  othersShare,
});
await host.stop();
await store.close();
rmSync(folder, { recursive: true, force: true });
process.exit(0);

async function slowly(descriptor: number): Promise<void> {
  const from = performance.now();
  await Promise.all([dataSync(descriptor), pause(SLOWER_BY_MS)]);
  took.push(performance.now() - from);
}

/** How many synchronisations one instance alone has to wait for. */
async function turnsOfOne(): Promise<number> {
  const before = took.length;
  await once();
  return took.length - before;
}
