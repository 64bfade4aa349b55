/**
 * A process that another one runs: an instance of its own, with its own history, retries and progress.
 *
 * J1 its id follows from the parent's id, its name and the key, so that a replay or a second attempt finds the same one.
 *    It finishes on the version that it was started with.
 * J2 a parent that waits (`callProcess`) gets the child's result, or its fault as its own.
 * J3 a parent that goes on (`startProcess`) still has to ask for the result in the end: a host completes an instance only
 *    when the processes that it started have ended, so a child that nobody asks for would hold it up in silence.
 */
import type { Task } from 'durable-functions';
import type { z } from 'zod';
import { childInstanceId } from '../shared/child-instance';
import type { ProcessContract, RetryPolicy } from '../shared/contract';
import { attempt } from './attempt';
import { outcomeOf } from './outcome';
import type { ProcessContext } from './process-context';
import type { Step } from './step';
import { StepReport } from './step-report';

/** A child retries its own steps; what it failed at after that, it fails at again. */
const once: RetryPolicy = { firstDelayMs: 1, attempts: 1, backoff: 1, maxDelayMs: 1 };

export interface SubProcess<Contract extends ProcessContract> {
  readonly contract: Contract;
  /** Tells the children of one process apart: a word, because it becomes a part of the child's id. */
  readonly key: string;
  readonly input: z.input<Contract['input']>;
}

/** A child that runs while its parent goes on. */
export interface RunningProcess<Result> {
  readonly instanceId: string;
  /** Waits for its end; to be asked once. */
  readonly result: () => Step<Result>;
}

type ResultOf<Contract extends ProcessContract> = z.output<Contract['result']>;

/** Runs a process to its end and gives its result. */
export function callProcess<Contract extends ProcessContract>(
  context: ProcessContext,
  child: SubProcess<Contract>,
): Step<ResultOf<Contract>> {
  return attempt(context, {
    step: stepOf(child),
    retry: once,
    start: () => begin(context, child),
    parse: (answer) => resultOf(child, answer),
  });
}

/** Starts a process and goes on at once. */
export function* startProcess<Contract extends ProcessContract>(
  context: ProcessContext,
  child: SubProcess<Contract>,
): Step<RunningProcess<ResultOf<Contract>>> {
  const step = stepOf(child);
  context.begin(step);
  const report = new StepReport(context, step);
  context.progress.attempt(step, 1);
  report.attempted();
  const task = begin(context, child);
  // A task begins when it is yielded: a race that a timer wins at once begins it without waiting for it.
  const timer = context.df.createTimer(context.df.currentUtcDateTime);
  if ((yield* context.wait(context.df.Task.any([task, timer]))) === task) timer.cancel();
  return { instanceId: childId(context, child), result: () => ending(context, child, { task, report }) };
}

function* ending<Contract extends ProcessContract>(
  context: ProcessContext,
  child: SubProcess<Contract>,
  { task, report }: { readonly task: Task; readonly report: StepReport },
): Step<ResultOf<Contract>> {
  const step = stepOf(child);
  try {
    // Awaited alone: it has been in a race, and a task may be in one only (W1 in watch.ts).
    const result = resultOf(child, yield task);
    context.progress.done(step, outcomeOf(result));
    report.ended(outcomeOf(result));
    return result;
  } catch (fault) {
    context.progress.failed(step, fault);
    report.attemptFailed(fault);
    report.interrupted(fault);
    throw fault;
  }
}

function begin<Contract extends ProcessContract>(context: ProcessContext, child: SubProcess<Contract>): Task {
  const trace = context.traceparent === undefined ? {} : { traceparent: context.traceparent };
  const input: object = Object.assign({ processVersion: child.contract.version, ...trace }, child.input);
  return context.df.callSubOrchestrator(child.contract.name, input, childId(context, child));
}

/** The parser is the contract's own, so what it gives has the contract's result type. */
function resultOf<Contract extends ProcessContract>({ contract }: SubProcess<Contract>, answer: unknown) {
  return contract.result.parse(answer) as ResultOf<Contract>;
}

function stepOf({ contract, key }: SubProcess<ProcessContract>): string {
  return `${contract.name}/${key}`;
}

function childId({ instanceId }: ProcessContext, { contract, key }: SubProcess<ProcessContract>): string {
  return childInstanceId(instanceId, contract.name, key);
}
