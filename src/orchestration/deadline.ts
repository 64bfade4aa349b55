/**
 * A part of a story, or all of it, that has to be done within a time.
 *
 * D1 at the deadline no step begins and nothing is waited for any more: an attempt that runs may still have its effect,
 *    so its undo is registered before it, as always.
 * D2 undoing has no deadline; one that lasts `untilPivot` does not count from the pivot on.
 * D3 no timer stays open behind it.
 */
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
    return { outcome: 'expired' };
  }
}

/** A saga that could not undo everything says so in a fault of its own. */
function isCausedBy(fault: unknown, deadline: DeadlineExpired): boolean {
  return (
    fault === deadline || (fault instanceof Error && fault.cause !== undefined && isCausedBy(fault.cause, deadline))
  );
}
