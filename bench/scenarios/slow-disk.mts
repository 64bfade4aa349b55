/** A disk that needs 10 ms for each synchronisation: it must neither stop the event loop nor cost more than its share. */
import { z } from 'zod';
import { runAlone } from '../alone.mts';
import { commandFlags } from '../command-flags.mts';
import { factsOf, failed, mediansOf, type Scenario } from './scenario.mts';

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

export const slowDisk: Scenario = async ({ rounds, seconds }) => {
  try {
    const measured: z.infer<typeof Slowed>[] = [];
    for (let round = 0; round < rounds; round++) {
      const run = {
        script: 'children/slow-disk-host.mts',
        options: { seconds },
        flags: commandFlags,
        timeoutMs: TIMEOUT_MS,
      };
      const { result, problem } = await runAlone({ ...run, result: Slowed });
      if (!result) throw new Error(problem);
      measured.push(result);
    }
    return factsOf('slow disk', mediansOf(measured));
  } catch (error) {
    return failed('slow disk', error);
  }
};
