import * as df from 'durable-functions';
import { type Order, perform, stepNames, type StepName, type StepResult, summary } from './steps.mts';

for (const name of stepNames) df.app.activity(name, { handler: (input: Order) => perform(name, input) });

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
