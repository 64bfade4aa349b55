/** W8: a hundred thousand instances that wait: how fast a host is back with them, and what each keeps in memory. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { folder, resultOf } from '../alone.mts';
import { commandFlags } from '../command-flags.mts';
import { type Facts, mediansOf, type Scenario, type ScenarioPlan } from './scenario.mts';

const KIB = 1_024;
const TIMEOUT_MS = 120_000;

export const Wakening = z.object({
  restartMs: z.number(),
  memoryMb: z.number(),
  heapMb: z.number(),
  signalMs: z.number(),
  othersShare: z.number(),
});

export const waitingInstances: Scenario = { workload: 'W8', measure };

async function measure({ rounds, isQuick }: ScenarioPlan): Promise<Facts> {
  const count = isQuick ? 10_000 : 100_000;
  const none: Facts[] = [];
  const many: Facts[] = [];
  for (let round = 0; round < rounds; round++) {
    none.push(await waken(1));
    many.push(await waken(count));
  }
  const [empty, full] = [mediansOf(none), mediansOf(many)];
  const bytesOf = (name: string) => (((full[name] ?? NaN) - (empty[name] ?? NaN)) * KIB * KIB) / count;
  return {
    count,
    restartMs: full['restartMs'] ?? NaN,
    emptyRestartMs: empty['restartMs'] ?? NaN,
    memoryMb: full['memoryMb'] ?? NaN,
    bytesEach: bytesOf('memoryMb'),
    heapBytesEach: bytesOf('heapMb'),
    signalMs: full['signalMs'] ?? NaN,
    othersShare: full['othersShare'] ?? NaN,
  };
}

/** A store with so many, and a host that starts on it. */
async function waken(count: number): Promise<Facts> {
  const store = join(folder, 'store-waiting');
  rmSync(store, { recursive: true, force: true });
  const options = { store, count };
  const filling = { script: 'children/fill-store.mts', options: { ...options, orchestrator: 'approval' } };
  const waking = { script: 'children/waken-instances.mts', options, flags: [...commandFlags, '--expose-gc'] };
  try {
    await resultOf({ ...filling, timeoutMs: TIMEOUT_MS, result: z.unknown() });
    return await resultOf({ ...waking, timeoutMs: TIMEOUT_MS, result: Wakening });
  } finally {
    rmSync(store, { recursive: true, force: true });
  }
}
