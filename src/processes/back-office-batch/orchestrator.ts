import { call } from '../../orchestration/call';
import { defineProcess } from '../../orchestration/define-process';
import type { ProcessContext } from '../../orchestration/process-context';
import { Saga } from '../../orchestration/saga';
import type { Step } from '../../orchestration/step';
import { depositBatch } from '../../services/casework/contract';
import { FileReference } from '../../shared/case-file';
import { millisOf } from '../../shared/instant';
import { backOfficeBatch, BatchControl, type BatchInput, type BatchResult } from './contract';
import { Crew } from './crew';

type Ending = { readonly outcome: 'completed' } | { readonly outcome: 'cancelled'; readonly reason: string };

/** It looks at its progress ever less often, so that its history does not grow with the number of cases. */
const PAUSE_PER_TIME_PASSED = 0.05;

export const backOfficeBatchProcess = defineProcess(backOfficeBatch, function* (context, input) {
  const crew = new Crew({ batch: FileReference.parse(context.instanceId), caseTypes: input.options.caseTypes });
  const { result } = yield* Saga.run<Ending>(context, {
    story: (saga) => workOff(context, saga, { crew, input }),
    whenCancelled: ({ reason = 'cancelledByCustomer' }) => ({ outcome: 'cancelled', reason }),
  });
  const { total, done, failed, remaining: notStarted, outcomes, failures } = yield* crew.tally(context);
  return { ...result, total, done, failed, notStarted, outcomes, failures } satisfies BatchResult;
});

interface Work {
  readonly crew: Crew;
  readonly input: BatchInput;
}

function* workOff(context: ProcessContext, saga: Saga, { crew, input }: Work): Step<Ending> {
  const { cases, options, concurrency: limit = options.concurrency } = input;
  const batch = context.instanceId;
  const { total } = yield* call(context, depositBatch, { batch, cases });

  saga.undoWith('stop the lanes', () => stop(context, crew));
  yield* crew.begin(context, { total, limit });
  yield* superviseUntilAllAreStarted(context, crew, options.lookEveryMs);

  // Every case has been started: nothing is left that could be paused or cancelled.
  yield* saga.pivot(
    () => crew.goHome(context),
    () => true,
  );
  return { outcome: 'completed' };
}

function* superviseUntilAllAreStarted(context: ProcessContext, crew: Crew, lookEveryMs: number): Step<void> {
  const begunAt = millisOf(context.now);
  const controls: ('pause' | 'resume')[] = [];
  const listening = (['pause', 'resume'] as const).reduce((inner, name) => {
    const whenReceived = () => controls.push(name);
    return inner.watching(context.watch({ name, schema: BatchControl, takesEvery: true, whenReceived }));
  }, context);

  while ((yield* crew.tally(listening)).remaining > 0) {
    const passedMs = millisOf(listening.now) - begunAt;
    const nextLook = listening.after(Math.max(lookEveryMs, passedMs * PAUSE_PER_TIME_PASSED));
    yield* listening.sleepUntil(nextLook, () => controls.length > 0);
    listening.safePoint();
    for (let control = controls.shift(); control !== undefined; control = controls.shift()) {
      yield* crew.obey(listening, control);
    }
  }
}

/** What is in flight is brought to its end. */
function* stop(context: ProcessContext, crew: Crew): Step<void> {
  yield* crew.obey(context, 'close');
  yield* crew.goHome(context);
}
