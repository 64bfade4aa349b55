import type { Task } from 'durable-functions';
import type { RetryPolicy } from '../shared/contract';
import { Interruption } from './interruption';
import { ForwardNotice } from './forward-notice';
import type { ProcessContext } from './process-context';
import type { CircuitBreaker } from './circuit-breaker';
import { outcomeOf } from './outcome';
import { hasGivenUp, isHopeless, pauseAfter } from './retry';
import type { Step } from './step';
import { StepReport } from './step-report';

export interface Attempts<Answer> {
  readonly step: string;
  readonly retry: RetryPolicy;
  /** A new task for each attempt, by its number from 1. */
  readonly start: (count: number) => Task;
  readonly parse: (answer: unknown) => Answer;
  /** Of the service that is asked, where it has one. */
  readonly breaker?: CircuitBreaker | undefined;
}

/**
 * Tries a step until it answers or its policy gives up. Retried here and not by the engine, because only so the
 * progress can tell each attempt, a cancellation can end a pause, and a step behind the pivot can go on for good.
 */
export function* attempt<Answer>(context: ProcessContext, attempts: Attempts<Answer>): Step<Answer> {
  const { step } = attempts;
  context.begin(step);
  const report = new StepReport(context, step);
  const notice = new ForwardNotice(context, step);
  try {
    const answer = yield* tryUntilAnswered(context, attempts, { report, notice });
    context.progress.done(step, outcomeOf(answer));
    report.ended(outcomeOf(answer));
    return answer;
  } catch (fault) {
    context.progress.interrupted(step, fault);
    report.interrupted(fault);
    notice.withdraw();
    context.safePoint();
    throw fault;
  }
}

interface Told {
  readonly report: StepReport;
  readonly notice: ForwardNotice;
}

function* tryUntilAnswered<Answer>(
  context: ProcessContext,
  { step, retry, start, parse, breaker }: Attempts<Answer>,
  { report, notice }: Told,
): Step<Answer> {
  for (let count = 1; ; count += 1) {
    context.progress.attempt(step, count);
    report.attempted();
    try {
      const answer = parse(yield* guarded(context, { start, breaker, count }));
      notice.close();
      return answer;
    } catch (fault) {
      if (fault instanceof Interruption) throw fault;
      report.attemptFailed(fault);
      if (context.retryMode === 'forward' && hasGivenUp(retry, { count, fault })) notice.show(count, fault);
      const pauseMs = pauseAfter(retry, { count, fault, key: `${context.instanceId}/${step}` }, context.retryMode);
      const goesOn = yield* pause(context, { step, pauseMs, fault, notice });
      if (!goesOn) throw fault;
    }
  }
}

interface Guarded extends Pick<Attempts<never>, 'start' | 'breaker'> {
  readonly count: number;
}

/** One attempt; an answer of the wrong form is an answer to the breaker: the service is there. */
function* guarded(context: ProcessContext, { start, breaker, count }: Guarded): Step<unknown> {
  if (breaker === undefined) return yield* context.wait(start(count));
  yield* breaker.admit(count);
  try {
    const answer = yield* context.wait(start(count));
    breaker.report(count, true);
    return answer;
  } catch (fault) {
    if (!(fault instanceof Interruption)) breaker.report(count, isHopeless(fault));
    throw fault;
  }
}

interface Failure {
  readonly step: string;
  readonly pauseMs: number | undefined;
  readonly fault: unknown;
  readonly notice: ForwardNotice;
}

/** Whether another attempt is due; a cancellation ends the pause, and the trying. An operator ends the pause only. */
function* pause(context: ProcessContext, { step, pauseMs, fault, notice }: Failure): Step<boolean> {
  if (pauseMs === undefined) return false;
  const until = context.after(pauseMs);
  context.progress.waiting(step, until, fault);
  yield* notice.isShown ? notice.pauseUntil(until) : context.sleepUntil(until);
  return !context.isInterrupted;
}
