/**
 * The tracing port: what the engine tells of its work while it is traced. It hands out the ids itself, so that they are
 * the same in every replay and after a restart; how a span is called and where it is sent is not its business.
 *
 * - X1 what is told has been committed; a crash may swallow a span, and never makes one up.
 * - X2 what the listener does with a fact cannot fail the work that it tells of.
 *
 * Guarded by `embedded-host/test/engine/tracing.test.ts`.
 */
import type { Log } from '../log';
import type { SpanContext } from './trace-context';

export interface Tracing {
  /** Flags of a trace that begins here, without a caller. */
  readonly flags: '00' | '01';
  /** Absent when nobody listens: contexts are kept and passed on all the same, for the spans of the app. */
  readonly tell?: (fact: TraceFact) => void;
}

/** A listener that throws is told of to the log, and no further. */
export function harmless({ flags, tell }: Tracing, log: Log): Tracing {
  if (!tell) return { flags };
  return {
    flags,
    tell: (fact) => {
      try {
        tell(fact);
      } catch (error) {
        log.warn(`A span was lost: ${String(error)}`);
      }
    },
  };
}

/** A span in its trace. */
export interface SpanPlace extends SpanContext {
  readonly parentSpanId: string;
}

/** What the host has measured of one execution of a function. */
export interface Invocation {
  readonly id: string;
  readonly durationMs: number;
}

interface Told {
  readonly place: SpanPlace;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

/** `problem` is null when it went well. */
interface Outcome {
  readonly problem: string | null;
}

interface OfInstance {
  readonly name: string;
  readonly instanceId: string;
}

export type TraceFact = Told &
  (
    | (OfInstance & {
        readonly type: 'orchestrationCreated';
        readonly version: string | null;
        readonly executionId: string;
        readonly isRestart: boolean;
      })
    | (OfInstance &
        Outcome & {
          readonly type: 'orchestrationEnded';
          readonly version: string | null;
          readonly status: 'Completed' | 'Failed' | 'Terminated';
          /** The last execution of the function, if there was one in the turn that ended it. */
          readonly invocation: Invocation | undefined;
          readonly isFirstExecution: boolean;
        })
    /** As the orchestration sees it: from scheduling to the answer. `instanceId` is that of the orchestration. */
    | (OfInstance & Outcome & { readonly type: 'activityAnswered'; readonly taskId: number })
    /** One execution of an activity. */
    | (OfInstance &
        Outcome & {
          readonly type: 'activityExecuted';
          readonly taskId: number;
          readonly invocation: Invocation | undefined;
        })
    /** `name` and `version` are the child's, `instanceId` is the parent's. */
    | (OfInstance & Outcome & { readonly type: 'childAnswered'; readonly version: string | null })
    | (OfInstance & { readonly type: 'timerFired'; readonly taskId: number; readonly fireAt: number })
    | { readonly type: 'eventRaised'; readonly name: string; readonly target: string }
    | (EntityRequestFact & { readonly type: 'entityAsked' })
    | (EntityRequestFact & { readonly type: 'entityOperated'; readonly isError: boolean })
  );

interface EntityRequestFact {
  readonly entityId: string;
  readonly operation: string;
  readonly isSignal: boolean;
}
