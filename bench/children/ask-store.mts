/** Starts a host on a store that has been filled, and measures what a client waits for. */
import { startHost } from 'embedded-host';
import { z } from 'zod';
import { answer, childOptions } from './options.mts';
import { closedLoop } from '../closed-loop.mts';
import { startMeter } from '../machine/meter.mts';
import { ownMemoryMb } from '../machine/processes.mts';
import { runOf, start } from '../subjects/embedded-host.mts';
import { copiedId } from '../subjects/recorded-commits.mts';
import { loops } from '../workloads/all.mts';

const TASKHUB = 'runtime/webhooks/durabletask';

const options = childOptions(
  z.object({ store: z.string(), count: z.coerce.number().int(), seconds: z.coerce.number() }),
);
const observed = { folder: options.store, helpers: () => [] };
const stop = startMeter(observed);
const begin = performance.now();
const host = await startHost({ folder: loops.W2.app, port: 0, storage: { folder: options.store } });
const restartMs = performance.now() - begin;
const memoryMb = ownMemoryMb();
const input = JSON.stringify(loops.W2.input(0));
const starting = await pace(1, async () => {
  await start(host.engine, 'one', input);
});
await host.engine.idle();
const alone = await pace(1, runOf(host.engine, loops.W2));
const crowded = await pace(64, runOf(host.engine, loops.W2));
const status = await pace(1, () => get(`${TASKHUB}/instances/${anyId()}`));
const list = await pace(1, () => get(`${TASKHUB}/instances?top=100`));
const running = await pace(1, () => get(`${TASKHUB}/instances?top=100&runtimeStatus=Running`));
const { othersShare } = stop();
answer(options.out, {
  startMs: starting.p50Ms,
  runMs: alone.p50Ms,
  perSecond: crowded.perSecond,
  statusMs: status.p50Ms,
  listMs: list.p50Ms,
  listRunningMs: running.p50Ms,
  restartMs,
  memoryMb,
  othersShare,
});
await host.stop();
process.exit(0);

async function pace(clients: number, once: () => Promise<void>) {
  await closedLoop({ once, clients, seconds: options.seconds / 4, observed });
  return closedLoop({ once, clients, seconds: options.seconds / 2, observed });
}

async function get(path: string): Promise<void> {
  const response = await fetch(`${host.url}/${path}`);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  await response.text();
}

function anyId(): string {
  return copiedId(1 + Math.floor(Math.random() * options.count));
}
