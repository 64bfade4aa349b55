/** Workloads of steps that cost almost nothing. */
import { resolve } from 'node:path';
import { order, PARTS, type PartResult, perform, performPart, summary, total } from '../apps/steps/steps.mts';
import type { Workload } from './workload.mts';

const app = resolve(import.meta.dirname, '../apps/steps');
const parts = Array.from({ length: PARTS }, (_, part) => part);

export const steps: Workload = await workloadOf('5 activities, 2 of them in parallel', 'steps', async () => {
  const check = await perform('check', order);
  const reserve = await perform('reserve', order);
  const [charge, pack] = await Promise.all([perform('charge', order), perform('pack', order)]);
  return summary([check, reserve, charge, pack, await perform('confirm', order)]);
});

export const one: Workload = await workloadOf(
  '1 activity',
  'one',
  async () => (await perform('check', order)).reference,
);

export const fan: Workload = await workloadOf('100 activities in parallel', 'fan', async () =>
  total(await Promise.all(parts.map(performPart))),
);

export const sequence: Workload = await workloadOf('100 activities in sequence', 'sequence', async () => {
  const results: PartResult[] = [];
  for (const part of parts) results.push(await performPart(part));
  return total(results);
});

async function workloadOf(title: string, orchestrator: string, run: () => Promise<unknown>): Promise<Workload> {
  const expected = await run();
  const isExpected = (output: unknown) => output === expected;
  return { title, app, orchestrator, input: () => order, isExpected, plain: () => Promise.resolve(run) };
}
