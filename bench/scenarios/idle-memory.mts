/** What is resident before any work is done: no workload can take less memory than this. */
import { z } from 'zod';
import { resultOf } from '../alone.mts';
import { commandFlags } from '../command-flags.mts';
import type { Facts, Scenario } from './scenario.mts';

const TIMEOUT_MS = 30_000;
const loads = ['nothing', 'fastify', 'sdk', 'host'] as const;

export const idleMemory: Scenario = { workload: 'idle', measure };

async function measure(): Promise<Facts> {
  const facts: Record<string, number> = {};
  for (const load of loads) facts[`${load}Mb`] = await residentWith(load);
  return facts;
}

async function residentWith(load: (typeof loads)[number]): Promise<number> {
  const { memoryMb } = await resultOf({
    script: 'children/resident.mts',
    options: { load },
    flags: commandFlags,
    timeoutMs: TIMEOUT_MS,
    result: z.object({ memoryMb: z.number() }),
  });
  return memoryMb;
}
