/**
 * Tells a story on the in-memory engine of @microsoft/durabletask-js. Its timers and dates are those of the process, so
 * they are Jest's while a story is told; `setImmediate` stays real, because its worker lives on it.
 */
import { jest } from '@jest/globals';
import {
  InMemoryOrchestrationBackend,
  type OrchestrationContext,
  OrchestrationStatus,
  RetryPolicy,
  type Task,
  TestOrchestrationClient,
  TestOrchestrationWorker,
  whenAll,
  whenAny,
} from '@microsoft/durabletask-js';
import { rounds } from '../engine/support/event-loop';
import type { Deed, Dialect, Ending, Library, Performance, Retry, Step, Story } from './dialect';
import { faultIn, payload } from './observed-events';
import { observedByPeer } from './peer-history';

const INSTANCE = 'the-instance';
const START = Date.parse('2026-01-01T00:00:00Z');

/** What the messages of the package inherit from a module that comes without types. */
interface Clonable {
  cloneMessage(): Clonable;
  getTimestamp(): { fromDate(time: Date): void } | undefined;
}

/** Begins each turn with the time, as the hosted backends do; the one in memory tells it only once. */
class TimedBackend extends InMemoryOrchestrationBackend {
  override getNextOrchestrationWorkItem() {
    const instance = super.getNextOrchestrationWorkItem();
    const [first] = instance?.history ?? [];
    if (instance && first) instance.pendingEvents.unshift(startedNow(first));
    return instance;
  }
}

/** Of the first event of a history, which is an OrchestratorStarted. */
function startedNow<Event extends object>(first: Event): Event {
  const started = (first as unknown as Clonable).cloneMessage(); // every message of the package is one
  started.getTimestamp()?.fromDate(new Date());
  return started as unknown as Event; // a clone is of the same type
}

export async function tellPeer(library: Library, performance: Performance): Promise<Ending> {
  jest.useFakeTimers({ now: START, doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
  const silenced = (['log', 'info', 'debug', 'warn', 'error'] as const).map((level) =>
    jest.spyOn(console, level).mockImplementation(() => undefined),
  );
  const backend = new TimedBackend();
  const worker = workerOf(library, backend);
  try {
    await worker.start();
    return await tell(backend, performance);
  } finally {
    await worker.stop();
    backend.reset();
    for (const spy of silenced) spy.mockRestore();
    jest.useRealTimers();
  }
}

async function tell(backend: InMemoryOrchestrationBackend, { story, input, deeds = [] }: Performance): Promise<Ending> {
  const client = new TestOrchestrationClient(backend);
  await client.scheduleNewOrchestration(story, input, INSTANCE);
  await settled(backend);
  for (const deed of deeds) {
    await perform(client, deed);
    await settled(backend);
  }
  while (jest.getTimerCount() > 0) await nextTimers(backend);
  return endingOf(backend, client);
}

async function perform(client: TestOrchestrationClient, deed: Deed): Promise<void> {
  switch (deed.do) {
    case 'raise':
      return client.raiseOrchestrationEvent(INSTANCE, deed.event, deed.value);
    case 'terminate':
      return client.terminateOrchestration(INSTANCE, deed.reason);
    case 'suspend':
      return client.suspendOrchestration(INSTANCE);
    case 'resume':
      return client.resumeOrchestration(INSTANCE);
    case 'pass':
      jest.advanceTimersByTime(deed.ms);
  }
}

/** Fires the earliest timer and all that are due at the same time. */
async function nextTimers(backend: InMemoryOrchestrationBackend): Promise<void> {
  jest.advanceTimersToNextTimer();
  jest.advanceTimersByTime(0);
  await settled(backend);
}

/** Nothing is queued and nothing has been for some rounds: what runs may queue again. */
async function settled(backend: InMemoryOrchestrationBackend): Promise<void> {
  for (let quiet = 0; quiet < 6; quiet++) {
    if (backend.hasPendingWork()) quiet = 0;
    await rounds(1);
  }
}

function workerOf({ stories, activities }: Library, backend: InMemoryOrchestrationBackend): TestOrchestrationWorker {
  const worker = new TestOrchestrationWorker(backend);
  const calls = new Map<string, number>();
  for (const [name, story] of Object.entries(stories)) worker.addNamedOrchestrator(name, asAsyncGenerator(story));
  for (const [name, activity] of Object.entries(activities)) {
    worker.addNamedActivity(name, ({ orchestrationId }, input: unknown) => {
      const call = JSON.stringify([orchestrationId, name, input]);
      const attempt = (calls.get(call) ?? 0) + 1;
      calls.set(call, attempt);
      return activity(input, attempt);
    });
  }
  return worker;
}

/** This SDK runs asynchronous generators only. */
function asAsyncGenerator(story: Story) {
  return async function* (context: OrchestrationContext, input: unknown) {
    return yield* story(dialectOf(context), input);
  };
}

function dialectOf(context: OrchestrationContext): Dialect {
  return {
    instanceId: context.instanceId,
    activity: (name, input, retry) => context.callActivity(name, input, optionsOf(retry)),
    child: (story, input, { id, retry } = {}) =>
      context.callSubOrchestrator(story, input, { ...optionsOf(retry), ...(id !== undefined && { instanceId: id }) }),
    timer: (ms) => context.createTimer(ms / 1000),
    event: (name) => context.waitForExternalEvent(name),
    all: (steps) => whenAll(steps.map(taskOf)),
    any: (steps) => whenAny(steps.map(taskOf)),
    resultOf: (step) => taskOf(step).getResult(),
    customStatus: (value) => context.setCustomStatus(value),
    continueAsNew: (input) => context.continueAsNew(input, true),
  };
}

function taskOf(step: Step): Task<unknown> {
  return step as Task<unknown>; // Every step of this dialect was made by this SDK.
}

function optionsOf(retry: Retry | undefined) {
  if (!retry) return {};
  const policy = { firstRetryIntervalInMilliseconds: retry.firstDelayMs, maxNumberOfAttempts: retry.attempts };
  return { retry: new RetryPolicy(policy) };
}

const statusNames: Readonly<Record<number, string>> = {
  [OrchestrationStatus.RUNNING]: 'Running',
  [OrchestrationStatus.COMPLETED]: 'Completed',
  [OrchestrationStatus.FAILED]: 'Failed',
  [OrchestrationStatus.TERMINATED]: 'Terminated',
  [OrchestrationStatus.SUSPENDED]: 'Suspended',
};

async function endingOf(backend: InMemoryOrchestrationBackend, client: TestOrchestrationClient): Promise<Ending> {
  const state = await client.getOrchestrationState(INSTANCE);
  return {
    status: statusNames[state?.runtimeStatus ?? -1] ?? 'unknown',
    output: state?.failureDetails
      ? faultIn(state.failureDetails.message)
      : JSON.parse(payload(state?.serializedOutput)),
    customStatus: JSON.parse(payload(state?.serializedCustomStatus)),
    events: observedByPeer(backend.getInstance(INSTANCE)?.history ?? []),
  };
}
