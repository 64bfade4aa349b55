/** W8: a hundred thousand instances that wait: how fast a host is back with them, and what each keeps in memory. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { folder, runAlone } from '../alone.mts';
import { commandFlags } from '../command-flags.mts';
import { factsOf, failed, mediansOf, type Scenario } from './scenario.mts';

const KIB = 1_024;
const TIMEOUT_MS = 120_000;

export const Wakening = z.object({
  restartMs: z.number(),
  memoryMb: z.number(),
  heapMb: z.number(),
  signalMs: z.number(),
  othersShare: z.number(),
});

export const waitingInstances: Scenario = async ({ rounds, isQuick }) => {
  const count = isQuick ? 10_000 : 100_000;
  try {
    const [none, many] = [[], []] as [z.infer<typeof Wakening>[], z.infer<typeof Wakening>[]];
    for (let round = 0; round < rounds; round++) {
      none.push(await waken(1));
      many.push(await waken(count));
    }
    const [empty, full] = [mediansOf(none), mediansOf(many)];
    const bytesOf = (name: string) => (((full[name] ?? NaN) - (empty[name] ?? NaN)) * KIB * KIB) / count;
    return factsOf('W8', {
      count,
      restartMs: full['restartMs'] ?? NaN,
      emptyRestartMs: empty['restartMs'] ?? NaN,
      memoryMb: full['memoryMb'] ?? NaN,
      bytesEach: bytesOf('memoryMb'),
      heapBytesEach: bytesOf('heapMb'),
      signalMs: full['signalMs'] ?? NaN,
      othersShare: full['othersShare'] ?? NaN,
    });
  } catch (error) {
    return failed('W8', error);
  }
};

/** A store with so many, and a host that starts on it. */
async function waken(count: number): Promise<z.infer<typeof Wakening>> {
  const store = join(folder, 'store-waiting');
  rmSync(store, { recursive: true, force: true });
  const options = { store, count };
  const filling = { script: 'children/fill-store.mts', options: { ...options, orchestrator: 'approval' } };
  const filled = await runAlone({ ...filling, timeoutMs: TIMEOUT_MS, result: z.unknown() });
  const waking = { script: 'children/waken-instances.mts', options, flags: [...commandFlags, '--expose-gc'] };
  const woken =
    filled.problem === undefined ? await runAlone({ ...waking, timeoutMs: TIMEOUT_MS, result: Wakening }) : filled;
  rmSync(store, { recursive: true, force: true });
  if (woken.problem !== undefined) throw new Error(woken.problem);
  return Wakening.parse(woken.result);
}
