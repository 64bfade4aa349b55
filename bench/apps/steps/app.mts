import { app } from '@azure/functions';
import * as df from 'durable-functions';
import {
  type Order,
  PARTS,
  type PartResult,
  perform,
  performPart,
  stepNames,
  type StepName,
  type StepResult,
  summary,
  total,
} from './steps.mts';

const HOUR_MS = 3_600_000;
const parts = Array.from({ length: PARTS }, (_, part) => part);

for (const name of stepNames) df.app.activity(name, { handler: (input: Order) => perform(name, input) });
df.app.activity('part', { handler: performPart });

app.http('health', { authLevel: 'anonymous', handler: () => ({ body: 'healthy' }) });

df.app.orchestration('steps', function* ({ df: context }) {
  const input: Order = context.getInput();
  // The activities of this app answer nothing else.
  const call = function* (name: StepName) {
    return (yield context.callActivity(name, input)) as StepResult;
  };
  const check = yield* call('check');
  const reserve = yield* call('reserve');
  const both = [context.callActivity('charge', input), context.callActivity('pack', input)];
  const [charge, pack] = (yield context.Task.all(both)) as readonly [StepResult, StepResult];
  const confirm = yield* call('confirm');
  return summary([check, reserve, charge, pack, confirm]);
});

df.app.orchestration('one', function* ({ df: context }) {
  // As above.
  const result = (yield context.callActivity('check', context.getInput())) as StepResult;
  return result.reference;
});

df.app.orchestration('fan', function* ({ df: context }) {
  // As above.
  const results = (yield context.Task.all(parts.map((part) => context.callActivity('part', part)))) as PartResult[];
  return total(results);
});

df.app.orchestration('sequence', function* ({ df: context }) {
  const results: PartResult[] = [];
  // As above.
  for (const part of parts) results.push((yield context.callActivity('part', part)) as PartResult);
  return total(results);
});

df.app.orchestration('approval', function* ({ df: context }) {
  const approved = context.waitForExternalEvent('approval');
  const expired = context.createTimer(new Date(context.currentUtcDateTime.getTime() + HOUR_MS));
  const first: unknown = yield context.Task.any([approved, expired]);
  if (first !== approved) return 'expired';
  expired.cancel();
  return 'approved';
});
