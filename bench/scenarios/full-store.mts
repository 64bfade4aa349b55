/** W7: what a million finished instances in the store cost those that come after them. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { folder, resultOf } from '../alone.mts';
import { commandFlags } from '../command-flags.mts';
import { type Facts, mediansOf, type Scenario, type ScenarioPlan } from './scenario.mts';

const FEW = 200;
const FILL_TIMEOUT_MS = 300_000;
const ASK_TIMEOUT_MS = 60_000;

export const Answers = z.object({
  startMs: z.number(),
  runMs: z.number(),
  perSecond: z.number(),
  statusMs: z.number(),
  listMs: z.number(),
  listRunningMs: z.number(),
  restartMs: z.number(),
  memoryMb: z.number(),
  othersShare: z.number(),
});
type Answers = z.infer<typeof Answers>;

export const fullStore: Scenario = { workload: 'W7', measure };

async function measure({ rounds, seconds, isQuick }: ScenarioPlan): Promise<Facts> {
  const many = isQuick ? 100_000 : 1_000_000;
  const [few, full] = [join(folder, 'store-few'), join(folder, 'store-full')];
  const asked: { readonly few: Answers[]; readonly full: Answers[] } = { few: [], full: [] };
  try {
    const fills = [await fill(few, FEW), await fill(full, many)];
    for (let round = 0; round < rounds; round++) {
      asked.few.push(await ask(few, FEW, seconds));
      asked.full.push(await ask(full, many, seconds));
    }
    const [small, large] = [mediansOf(asked.few), mediansOf(asked.full)];
    return { count: many, fillSeconds: fills[1] ?? NaN, ...named('few', small), ...named('full', large) };
  } finally {
    for (const store of [few, full]) rmSync(store, { recursive: true, force: true });
  }
}

async function fill(store: string, count: number): Promise<number> {
  rmSync(store, { recursive: true, force: true });
  const filled = await resultOf({
    script: 'children/fill-store.mts',
    options: { store, count, orchestrator: 'one' },
    timeoutMs: FILL_TIMEOUT_MS,
    result: z.object({ seconds: z.number() }),
  });
  return filled.seconds;
}

function ask(store: string, count: number, seconds: number): Promise<Answers> {
  return resultOf({
    script: 'children/ask-store.mts',
    options: { store, count, seconds },
    flags: commandFlags,
    timeoutMs: ASK_TIMEOUT_MS,
    result: Answers,
  });
}

function named(prefix: string, figures: Facts): Facts {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${prefix}.${name}`, value]));
}
