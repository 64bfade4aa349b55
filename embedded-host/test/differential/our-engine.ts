/** Tells a story on our engine: the real durable-functions SDK, a virtual clock, activities one after the other. */
import type { OrchestrationContext, RetryOptions, Task } from 'durable-functions';
import { EventType, type HistoryEvent } from '../../src/engine/history';
import type { FunctionRunner } from '../../src/engine/runner';
import { anEngine } from '../engine/support/engine-fixture';
import { rounds } from '../engine/support/event-loop';
import { df, sdkRunner } from '../engine/support/sdk';
import type { Deed, Dialect, Ending, Library, Performance, Retry, Step } from './dialect';
import { faultIn, ObservedEvents, payload } from './observed-events';

const INSTANCE = 'the-instance';
const LONG = 24 * 3600_000;

export function registerOurs({ stories, activities }: Library): void {
  for (const [name, story] of Object.entries(stories)) {
    df.app.orchestration(name, function* (context) {
      // A step of this dialect is a task of this SDK.
      return yield* story(dialectOf(context), context.df.getInput());
    } as (context: OrchestrationContext) => Generator<Task, unknown>);
  }
  for (const [name, activity] of Object.entries(activities)) {
    df.app.activity(name, {
      // The test runner hands the number of the attempt over in the context.
      handler: (input, context) => activity(input, (context as unknown as { attempt: number }).attempt),
    });
  }
}

export async function tellOurs({ story, input, deeds = [] }: Performance): Promise<Ending> {
  const settings = { maxConcurrentActivities: 1, storeInputsInHistory: true };
  const fixture = anEngine({ runner: oneByOne(sdkRunner()), settings });
  await fixture.start(story, input, INSTANCE);
  await fixture.engine.idle();
  for (const deed of deeds) await perform(fixture, deed);
  await fixture.skip(LONG);
  return endingOf(fixture);
}

type Fixture = ReturnType<typeof anEngine>;

async function perform({ engine, skip }: Fixture, deed: Deed): Promise<void> {
  switch (deed.do) {
    case 'raise':
      await engine.raiseEvent(INSTANCE, deed.event, JSON.stringify(deed.value));
      break;
    case 'terminate':
      await engine.terminate(INSTANCE, deed.reason);
      break;
    case 'suspend':
    case 'resume':
      await engine[deed.do](INSTANCE, null);
      break;
    case 'pass':
      await skip(deed.ms);
  }
  await engine.idle();
}

/** Leaves room between two answers, so that each gets a turn of its own, as the peer gives it. */
function oneByOne(runner: FunctionRunner): FunctionRunner {
  return {
    ...runner,
    runActivity: async (request) => {
      const reply = await runner.runActivity(request);
      await rounds(12);
      return reply;
    },
  };
}

function dialectOf(context: OrchestrationContext): Dialect {
  const { df: durable } = context;
  return {
    instanceId: durable.instanceId,
    activity: (name, input, retry) =>
      retry ? durable.callActivityWithRetry(name, retryOptions(retry), input) : durable.callActivity(name, input),
    child: (story, input, { id, retry } = {}) =>
      retry
        ? durable.callSubOrchestratorWithRetry(story, retryOptions(retry), input, id)
        : durable.callSubOrchestrator(story, input, id),
    timer: (ms) => durable.createTimer(new Date(durable.currentUtcDateTime.getTime() + ms)), // has `cancel`
    event: (name) => durable.waitForExternalEvent(name),
    all: (steps) => durable.Task.all(steps.map(taskOf)),
    any: (steps) => durable.Task.any(steps.map(taskOf)),
    resultOf: (step) => taskOf(step).result,
    customStatus: (value) => durable.setCustomStatus(value),
    continueAsNew: (input) => durable.continueAsNew(input),
  };
}

function taskOf(step: Step): Task {
  return step as Task; // Every step of this dialect was made by this SDK.
}

function retryOptions({ firstDelayMs, attempts }: Retry): RetryOptions {
  return new df.RetryOptions(firstDelayMs, attempts);
}

function endingOf({ engine }: Fixture): Ending {
  const row = engine.instance(INSTANCE);
  const failed = row?.status === 'Failed';
  return {
    status: row?.status ?? 'unknown',
    output: failed ? faultIn(row.output) : JSON.parse(payload(row?.output)),
    customStatus: JSON.parse(payload(row?.customStatus)),
    events: observed(engine.history(INSTANCE) ?? []),
  };
}

/** The timer behind the last failed attempt is the SDK's own; the peer's SDK has none. */
function observed(history: readonly HistoryEvent[]): readonly string[] {
  const seen = new ObservedEvents();
  const dummies = new Set(history.flatMap((event) => (isDueAtOnce(event) ? [event.EventId] : [])));
  for (const event of history) observe(seen, event, dummies);
  return seen.lines;
}

function isDueAtOnce(event: HistoryEvent): boolean {
  return event.EventType === EventType.TimerCreated && Date.parse(event.FireAt) <= event.Timestamp.getTime();
}

function observe(seen: ObservedEvents, event: HistoryEvent, dummies: ReadonlySet<number>): void {
  switch (event.EventType) {
    case EventType.TaskScheduled:
      seen.scheduled(event.EventId, `${event.Name}(${payload(event.Input)})`);
      break;
    case EventType.SubOrchestrationInstanceCreated:
      seen.scheduled(event.EventId, `child ${event.Name}(${payload(event.Input)})`);
      break;
    case EventType.TimerCreated:
      if (!dummies.has(event.EventId)) seen.scheduled(event.EventId, 'timer');
      break;
    case EventType.TaskCompleted:
    case EventType.SubOrchestrationInstanceCompleted:
      seen.ended(event.TaskScheduledId, `gave ${payload(event.Result)}`);
      break;
    case EventType.TaskFailed:
    case EventType.SubOrchestrationInstanceFailed:
      seen.ended(event.TaskScheduledId, 'failed');
      break;
    case EventType.TimerFired:
      if (!dummies.has(event.TimerId)) seen.ended(event.TimerId, 'fired');
      break;
    case EventType.EventRaised:
      seen.happened(`event ${event.Name} ${payload(event.Input)}`);
      break;
    case EventType.ExecutionSuspended:
      seen.happened('suspended');
      break;
    case EventType.ExecutionResumed:
      seen.happened('resumed');
      break;
    case EventType.ExecutionTerminated:
      seen.happened('terminated');
      break;
    default:
      break;
  }
}
