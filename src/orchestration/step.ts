import type { DurableOrchestrationContext, Task } from 'durable-functions';

/** A piece of a process: yields tasks of the engine and returns a typed result. Used with `yield*`. */
export type Step<Result> = Generator<Task, Result, unknown>;

/** The part of durable-functions that works alike in its versions 3 and 4; the words use nothing else. */
export type Durable = Pick<
  DurableOrchestrationContext,
  | 'instanceId'
  | 'isReplaying'
  | 'currentUtcDateTime'
  | 'Task'
  | 'callActivity'
  | 'callEntity'
  | 'callSubOrchestrator'
  | 'signalEntity'
  | 'continueAsNew'
  | 'createTimer'
  | 'waitForExternalEvent'
  | 'getInput'
  | 'setCustomStatus'
>;
