/**
 * A part of a story, or all of it, that has to be done within a time.
 *
 * D1 at the deadline no step begins and nothing is waited for any more: an attempt that runs may still have its effect,
 *    so its undo is registered before it, as always.
 * D2 undoing has no deadline; one that lasts `untilPivot` does not count from the pivot on.
 * D3 no timer stays open behind it.
 */
import { AppError } from '../shared/errors';
import { DeadlineExpired } from './deadline-expired';
import type { ProcessContext } from './process-context';
import type { Step } from './step';

export interface Limit {
  readonly step: string;
  readonly withinMs: number;
  /** For a whole process: what has passed the point of no return is brought to its end. */
  readonly untilPivot?: boolean;
}

export type InTime<Result> = { readonly outcome: 'inTime'; readonly value: Result } | { readonly outcome: 'expired' };

export function* withDeadline<Result>(
  context: ProcessContext,
  { step, withinMs, untilPivot = false }: Limit,
  story: (context: ProcessContext) => Step<Result>,
): Step<InTime<Result>> {
  context.begin(step);
  const deadline = new DeadlineExpired({ step, at: context.after(withinMs), untilPivot });
  context.progress.limited(step, deadline.at);
  try {
    const value = yield* story(context.before(deadline));
    context.progress.done(step, 'inTime');
    return { outcome: 'inTime', value };
  } catch (fault) {
    if (!isCausedBy(fault, deadline)) {
      context.progress.interrupted(step, fault);
      throw fault;
    }
    context.progress.done(step, deadline.outcome);
    context.report.breached(step, 'deadline');
    return { outcome: 'expired' };
  }
}

/** The time of one step: when it is over, that is a fault. Behind the pivot there is no time limit, as no way back. */
export function* withinTime<Result>(
  context: ProcessContext,
  { step, timeoutMs }: { readonly step: string; readonly timeoutMs: number | undefined },
  tried: (context: ProcessContext) => Step<Result>,
): Step<Result> {
  if (timeoutMs === undefined || context.retryMode === 'forward') return yield* tried(context);
  const deadline = new DeadlineExpired({ step, at: context.after(timeoutMs), untilPivot: false });
  try {
    return yield* tried(context.before(deadline));
  } catch (fault) {
    if (fault !== deadline) throw fault;
    const timeout = new AppError('step.timeout', { detail: `${step} had no answer within ${timeoutMs} ms` });
    context.progress.failed(step, timeout);
    context.report.breached(step, 'timeout');
    throw timeout;
  }
}

/** A saga that could not undo everything says so in a fault of its own. */
function isCausedBy(fault: unknown, deadline: DeadlineExpired): boolean {
  return (
    fault === deadline || (fault instanceof Error && fault.cause !== undefined && isCausedBy(fault.cause, deadline))
  );
}
