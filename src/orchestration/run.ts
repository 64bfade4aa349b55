import type { Instant } from '../shared/instant';
import { CancelRequest, cancelRequested, type ProcessIdentity } from './contract';
import { OperatorDesk } from './operator-desk';
import { Phase } from './phase';
import { ProgressLog } from './progress-log';
import { type Invocation, Report } from './report';
import { Sleeps } from './sleeps';
import type { Durable } from './step';
import { StepNames } from './step-names';
import { Watch } from './watch';

/** Shared by all contexts of one instance. */
export interface Run {
  readonly process: string;
  readonly identity: ProcessIdentity;
  readonly traceparent: string | undefined;
  readonly df: Durable;
  readonly progress: ProgressLog;
  readonly report: Report;
  readonly cancellation: Watch<CancelRequest>;
  readonly stepNames: StepNames;
  readonly sleeps: Sleeps;
  readonly desk: OperatorDesk;
  readonly phase: Phase;
}

export interface Beginning extends ProcessIdentity {
  /** When the first of its executions began, where it has continued as new. */
  readonly begunAt?: Instant | undefined;
  readonly traceparent?: string | undefined;
}

export function beginRun(invocation: Invocation, process: string, given: Beginning): Run {
  const { df } = invocation;
  const { begunAt, traceparent, ...identity } = given;
  const progress = new ProgressLog(df, identity);
  const report = new Report(invocation, { process, begunAt, ...identity });
  const cancellation = watchForCancellation(df, () => {
    progress.cancellationAccepted();
    report.log('process.cancelled', {});
  });
  const desk = new OperatorDesk(df);
  const stepNames = new StepNames();
  const phase = new Phase({ cancellation, desk, stepNames });
  return {
    ...{ process, identity, traceparent, df, progress, report, cancellation },
    ...{ desk, stepNames, phase, sleeps: new Sleeps() },
  };
}

/** What is received is certain: the next safe point turns back. */
function watchForCancellation(df: Durable, whenReceived: () => void): Watch<CancelRequest> {
  return new Watch(df, { name: cancelRequested, schema: CancelRequest, whenReceived });
}
