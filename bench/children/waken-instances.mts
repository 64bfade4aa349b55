/** Starts a host on a store full of instances that wait, and signals some of them: they must go on. */
import { startHost } from 'embedded-host';
import { z } from 'zod';
import { answer, childOptions } from './options.mts';
import { startMeter } from '../machine/meter.mts';
import { ownMemoryMb } from '../machine/processes.mts';
import { expectApproved } from '../subjects/contestant.mts';
import { copiedId } from '../subjects/recorded-commits.mts';
import { loops } from '../workloads/all.mts';

const SIGNALLED = 1_000;
const MIB = 2 ** 20;

const options = childOptions(z.object({ store: z.string(), count: z.coerce.number().int() }));
const stop = startMeter({ folder: options.store, helpers: () => [] });
const begin = performance.now();
const host = await startHost({ folder: loops.W1.app, port: 0, storage: { folder: options.store } });
await host.engine.idle();
const restartMs = performance.now() - begin;
globalThis.gc?.();
const [memoryMb, heapMb] = [ownMemoryMb(), process.memoryUsage().heapUsed / MIB];
const signalMs = await signalSome();
answer(options.out, { restartMs, memoryMb, heapMb, signalMs, othersShare: stop().othersShare });
await host.stop();
process.exit(0);

async function signalSome(): Promise<number> {
  const ids = Array.from({ length: Math.min(SIGNALLED, options.count) }, (_, index) => copiedId(index + 1));
  const from = performance.now();
  await Promise.all(ids.map((id) => host.engine.raiseEvent(id, 'approval', '{"ok":true}')));
  for (const id of ids) expectApproved(JSON.parse((await host.engine.finished(id))?.output ?? 'null'));
  return performance.now() - from;
}
