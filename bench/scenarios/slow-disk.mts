/** A disk that needs 10 ms for each synchronisation: it must neither stop the event loop nor cost more than its share. */
import { z } from 'zod';
import { resultOf } from '../alone.mts';
import { commandFlags } from '../command-flags.mts';
import { type Facts, mediansOf, type Scenario, type ScenarioPlan } from './scenario.mts';

const TIMEOUT_MS = 60_000;

const Slowed = z.object({
  perSecond: z.number(),
  p99Ms: z.number(),
  /** What shared commits allow: 64 instances, each with so many synchronisations one after the other. */
  allowedPerSecond: z.number(),
  healthP50Ms: z.number(),
  healthP99Ms: z.number(),
  synchronisationMs: z.number(),
  othersShare: z.number(),
});

export const slowDisk: Scenario = { workload: 'slow disk', measure };

async function measure({ rounds, seconds }: ScenarioPlan): Promise<Facts> {
  const run = {
    script: 'children/slow-disk-host.mts',
    options: { seconds },
    flags: commandFlags,
    timeoutMs: TIMEOUT_MS,
  };
  const measured: Facts[] = [];
  for (let round = 0; round < rounds; round++) measured.push(await resultOf({ ...run, result: Slowed }));
  return mediansOf(measured);
}
