/**
 * Random orchestrators: a program is data, run by one orchestrator function on the engine and by `expected` here.
 * Both must come to the same end.
 */
import fc from 'fast-check';
import type { OrchestrationContext, Task } from 'durable-functions';
import { df } from './sdk';

export type Step =
  | { readonly do: 'activity'; readonly value: number }
  | { readonly do: 'retry'; readonly failures: number; readonly attempts: number; readonly delayMs: number }
  | { readonly do: 'timer'; readonly ms: number }
  | { readonly do: 'event'; readonly name: string }
  | { readonly do: 'child'; readonly steps: readonly Step[] }
  | { readonly do: 'entity'; readonly amount: number }
  | { readonly do: 'signal'; readonly amount: number }
  | { readonly do: 'all'; readonly steps: readonly Step[] }
  | { readonly do: 'race'; readonly value: number; readonly ms: number }
  /** Goes on with the first task that ends, while the others are still open. */
  | { readonly do: 'overlap'; readonly steps: readonly Step[]; readonly value: number };

export type Outcome = number | string;

const number = fc.integer({ min: 1, max: 9 });
const milliseconds = fc.constantFrom(0, 1, 500, 60_000, 7 * 24 * 3600_000, 20 * 24 * 3600_000);
const activity = fc.record({ do: fc.constant('activity' as const), value: number });
const retry = fc.record({
  do: fc.constant('retry' as const),
  failures: fc.integer({ min: 0, max: 3 }),
  attempts: fc.integer({ min: 1, max: 3 }),
  delayMs: fc.constantFrom(1, 1000),
});
const timer = fc.record({ do: fc.constant('timer' as const), ms: milliseconds });
const event = fc.record({ do: fc.constant('event' as const), name: fc.constantFrom('A', 'B', 'C') });
const entity = fc.record({ do: fc.constant('entity' as const), amount: number });
const signal = fc.record({ do: fc.constant('signal' as const), amount: number });
const race = fc.record({ do: fc.constant('race' as const), value: number, ms: fc.constant(3600_000) });
const taskLike = fc.oneof(activity, retry, timer, entity);
const all = fc.record({ do: fc.constant('all' as const), steps: fc.array(taskLike, { minLength: 1, maxLength: 5 }) });
const overlap = fc.record({
  do: fc.constant('overlap' as const),
  steps: fc.array(fc.oneof(activity, retry, timer), { minLength: 2, maxLength: 4 }),
  value: number,
});
const child = fc.record({
  do: fc.constant('child' as const),
  steps: fc.array(fc.oneof(activity, retry, timer, all), { maxLength: 3 }),
});
/** Events inside children are left out: the test raises events to the root only. */
export const aProgram = fc.array(fc.oneof(activity, retry, timer, event, entity, signal, race, all, overlap, child), {
  maxLength: 7,
});

/** What the program comes to, without any engine: a sum, or `failed`. */
export function expected(steps: readonly Step[]): Outcome {
  let sum = 0;
  for (const step of steps) {
    const value = valueOf(step);
    if (typeof value === 'string') return value;
    sum += value;
  }
  return sum;
}

function valueOf(step: Step): Outcome {
  switch (step.do) {
    case 'activity':
    case 'race':
      return step.value;
    case 'retry':
      return step.failures < step.attempts ? step.failures + 1 : 'failed';
    case 'timer':
    case 'entity':
    case 'signal':
      return 0;
    case 'event':
      return 1;
    case 'child':
    case 'all':
      return expected(step.steps);
    case 'overlap':
      return expected([...step.steps, { do: 'activity', value: step.value }]);
  }
}

export function eventsOf(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => (step.do === 'event' ? [step.name] : []));
}

export function entityTotal(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => {
    if (step.do === 'entity' || step.do === 'signal') return sum + step.amount;
    return step.do === 'all' ? sum + entityTotal(step.steps) : sum;
  }, 0);
}

export function registerPrograms(): void {
  df.app.activity('value', { handler: (value: number) => value });
  df.app.activity('failsAtFirst', {
    handler: (failures: number, context) => {
      // The test runner hands the number of the attempt over in the context.
      const { attempt } = context as unknown as { attempt: number };
      if (attempt <= failures) throw new Error(`attempt ${attempt.toString()} of ${failures.toString()} failures`);
      return attempt;
    },
  });
  df.app.entity('Total', (context) => {
    const total = context.df.getState(() => 0) as number;
    if (context.df.operationName === 'add') context.df.setState(total + (context.df.getInput() as number));
    context.df.return(0);
  });
  df.app.orchestration('program', function* (context) {
    return yield* runSteps(context, context.df.getInput() as Step[]);
  });
}

function* runSteps(context: OrchestrationContext, steps: readonly Step[]): Generator<Task, number, unknown> {
  let sum = 0;
  for (const step of steps) sum += yield* runStep(context, step);
  return sum;
}

function* runStep(context: OrchestrationContext, step: Step): Generator<Task, number, unknown> {
  switch (step.do) {
    case 'signal':
      context.df.signalEntity(total(context), 'add', step.amount);
      return 0;
    case 'event':
      yield context.df.waitForExternalEvent(step.name);
      return 1;
    case 'child':
      return (yield context.df.callSubOrchestrator('program', step.steps)) as number;
    case 'all': {
      const values = (yield context.df.Task.all(step.steps.map((each) => taskOf(context, each)))) as unknown[];
      return values.reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : 0), 0);
    }
    case 'race':
      return yield* runRace(context, step);
    case 'overlap':
      return yield* runOverlap(context, step);
    default: {
      const value = yield taskOf(context, step);
      return typeof value === 'number' ? value : 0;
    }
  }
}

function* runRace(context: OrchestrationContext, step: Step & { do: 'race' }): Generator<Task, number, unknown> {
  const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + step.ms));
  const work = context.df.callActivity('value', step.value);
  const winner = yield context.df.Task.any([work, timer]);
  if (winner === timer) return -1000;
  timer.cancel();
  return (winner as { result: number }).result;
}

function* runOverlap(context: OrchestrationContext, step: Step & { do: 'overlap' }): Generator<Task, number, unknown> {
  const tasks = step.steps.map((each) => taskOf(context, each));
  yield context.df.Task.any(tasks);
  let sum = (yield context.df.callActivity('value', step.value)) as number;
  // One by one: `Task.all` of tasks that have all ended already never ends, in the SDK as it is.
  for (const task of tasks) {
    const value = yield task;
    sum += typeof value === 'number' ? value : 0;
  }
  return sum;
}

function taskOf(context: OrchestrationContext, step: Step): Task {
  switch (step.do) {
    case 'activity':
      return context.df.callActivity('value', step.value);
    case 'retry': {
      const options = new df.RetryOptions(step.delayMs, step.attempts);
      return context.df.callActivityWithRetry('failsAtFirst', options, step.failures);
    }
    case 'timer':
      return context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + step.ms));
    case 'entity':
      return context.df.callEntity(total(context), 'add', step.amount);
    default:
      throw new Error(`No single task does ${step.do}.`);
  }
}

function total(context: OrchestrationContext) {
  return new df.EntityId('Total', context.df.instanceId);
}
