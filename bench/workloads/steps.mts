import { resolve } from 'node:path';
import { order, perform, summary } from '../apps/steps/steps.mts';
import type { Workload } from './workload.mts';

const expected = summary(await runSteps());

export const steps: Workload = {
  title: 'Five empty steps, two of them in parallel',
  app: resolve(import.meta.dirname, '../apps/steps'),
  orchestrator: 'steps',
  input: order,
  isExpected: (output) => output === expected,
  plain: () => async () => summary(await runSteps()),
};

async function runSteps() {
  const check = await perform('check', order);
  const reserve = await perform('reserve', order);
  const [charge, pack] = await Promise.all([perform('charge', order), perform('pack', order)]);
  return [check, reserve, charge, pack, await perform('confirm', order)];
}
