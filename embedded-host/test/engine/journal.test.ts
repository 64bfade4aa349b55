import { describe, expect, it } from '@jest/globals';
import * as events from '../../src/engine/events';
import type { HistoryEvent } from '../../src/engine/history';
import { EventType } from '../../src/engine/history';
import { readRecord, writeRecord } from '../../src/engine/journal';

const at = Date.parse('2026-01-31T12:34:56.789Z');
const failure = { reason: 'r', details: 'd', failureDetails: null };
const details = {
  ErrorType: 'E',
  ErrorMessage: 'm',
  StackTrace: null,
  InnerFailure: null,
  IsNonRetriable: true,
  Properties: { a: 1 },
};
const start = {
  type: 'start',
  name: 'n',
  version: '1',
  input: '{"a":1}',
  executionId: 'x',
  generation: 2,
  at,
} as const;
const parent = {
  Name: 'p',
  OrchestrationInstance: { InstanceId: 'i', ExecutionId: 'e' },
  TaskScheduleId: 3,
  Version: null,
};

/** One of every kind that the engine makes. */
const samples: readonly HistoryEvent[] = [
  events.orchestratorStarted(at),
  events.executionStarted('i', { ...start, parent: null }),
  events.executionStarted('i', { ...start, parent }),
  events.taskScheduled(0, 'a', null, at),
  events.taskCompleted(0, '"r"', at),
  events.taskFailed(1, failure, at),
  events.taskFailed(1, { ...failure, failureDetails: details }, at),
  events.subOrchestrationCreated(2, { name: 'c', version: null, instanceId: 'c1', input: '1' }, at),
  events.subOrchestrationCompleted(2, 'null', at),
  events.subOrchestrationFailed(2, failure, at),
  events.timerCreated(3, at, at),
  events.timerFired(3, at, at),
  events.eventSent(4, { instanceId: '@e@k', name: 'op', input: '{}' }, at),
  events.eventRaised('go', null, at),
  events.executionSuspended('why', at),
  events.executionResumed(null, at),
  events.executionTerminated('enough', at),
  events.rewoundEvent('fixed', at),
  events.genericEvent(events.taskScheduled(7, 'a', null, at)),
  events.executionCompleted(5, events.CompletionStatus.failed, 'text', at),
  events.orchestratorCompleted(at),
];

const rest = { leaves: [], opened: [], closed: [3], nextId: 6, actionCount: 2, suspended: true };

describe('the journal', () => {
  it('gives back every kind of event exactly as it was', () => {
    expect(readRecord(writeRecord({ events: samples, ...rest }))).toStrictEqual({ events: samples, ...rest });
  });

  it('knows every kind of event that the engine makes', () => {
    const made = new Set(samples.map((event) => event.EventType));
    const never: readonly number[] = [EventType.ContinueAsNew];
    expect(Object.values(EventType).filter((type) => !made.has(type as HistoryEvent['EventType']))).toEqual(never);
  });

  it('writes events in half the space of their JSON', () => {
    const written = writeRecord({ events: samples, ...rest });
    expect(written.length).toBeLessThan(JSON.stringify(samples).length / 2);
  });
});
