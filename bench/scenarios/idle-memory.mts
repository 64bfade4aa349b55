/** What is resident before any work is done: no workload can take less memory than this. */
import { z } from 'zod';
import { runAlone } from '../alone.mts';
import { commandFlags } from '../command-flags.mts';
import { factsOf, failed, type Scenario } from './scenario.mts';

const TIMEOUT_MS = 30_000;
const loads = ['nothing', 'fastify', 'sdk', 'host'] as const;

export const idleMemory: Scenario = async () => {
  try {
    const facts: Record<string, number> = {};
    for (const load of loads) facts[`${load}Mb`] = await residentWith(load);
    return factsOf('idle', facts);
  } catch (error) {
    return failed('idle', error);
  }
};

async function residentWith(load: (typeof loads)[number]): Promise<number> {
  const { result, problem } = await runAlone({
    script: 'children/resident.mts',
    options: { load },
    flags: commandFlags,
    timeoutMs: TIMEOUT_MS,
    result: z.object({ memoryMb: z.number() }),
  });
  if (result) return result.memoryMb;
  throw new Error(problem);
}
