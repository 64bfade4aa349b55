/**
 * What the engine tells, as the spans of Durable Functions' distributed tracing V2.
 *
 * - V1 names, kinds, parents and attributes are those that the real host sends.
 *
 * Guarded by `embedded-host/test/telemetry/recorded-spans.test.ts`.
 */
import { parseEntityId } from '../engine/entity-id';
import type { TraceFact } from '../engine/tracing';
import { durableAttributes, invocationAttributes } from './invocation-attributes';
import type { HostSpan, SpanKind } from './span';

type Fact<Type extends TraceFact['type']> = Extract<TraceFact, { readonly type: Type }>;
type Attributes = HostSpan['attributes'];

interface Shape {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
}

export function durableSpan(fact: TraceFact): HostSpan {
  const { place, from, to } = fact;
  const { traceId, spanId, parentSpanId } = place;
  const { name, kind, attributes } = shapeOf(fact);
  const problem = 'problem' in fact ? fact.problem : null;
  const description = problem === null ? {} : { 'otel.status_description': problem };
  const span = { traceId, spanId, parentSpanId, startTime: from, endTime: to, name, kind };
  return { ...span, attributes: { ...attributes, ...description }, isError: problem !== null };
}

function shapeOf(fact: TraceFact): Shape {
  switch (fact.type) {
    case 'orchestrationCreated':
      return created(fact);
    case 'orchestrationEnded':
      return ended(fact);
    case 'activityAnswered':
      return { name: `activity:${fact.name}`, kind: 'client', attributes: activity(fact) };
    case 'activityExecuted':
      return { name: `activity:${fact.name}`, kind: 'server', attributes: { ...activity(fact), ...executed(fact) } };
    case 'childAnswered':
      return { name: `orchestration:${versioned(fact)}`, kind: 'client', attributes: orchestration(fact) };
    case 'timerFired':
      return timer(fact);
    case 'eventRaised':
      return raised(fact);
    case 'entityAsked':
      return asked(fact);
    case 'entityOperated':
      return operated(fact);
  }
}

function task(type: string, { name, instanceId }: { readonly name: string; readonly instanceId: string }) {
  return { 'durabletask.type': type, 'durabletask.task.name': name, 'durabletask.task.instance_id': instanceId };
}

function orchestration(fact: Fact<'orchestrationCreated' | 'orchestrationEnded' | 'childAnswered'>): Attributes {
  const { version } = fact;
  return { ...task('orchestration', fact), ...(version && { 'durabletask.task.version': version }) };
}

function versioned({ name, version }: { readonly name: string; readonly version: string | null }): string {
  return version ? `${name}@(${version})` : name;
}

function created(fact: Fact<'orchestrationCreated'>): Shape {
  const attributes = {
    ...orchestration(fact),
    'durabletask.task.execution_id': fact.executionId,
    ...(!fact.isRestart && { 'durabletask.task.operation': 'create_orchestration' }),
  };
  return { name: `create_orchestration:${versioned(fact)}`, kind: 'producer', attributes };
}

function ended(fact: Fact<'orchestrationEnded'>): Shape {
  const { instanceId, status } = fact;
  const told = toldStatus(fact);
  const attributes = {
    ...orchestration(fact),
    'durabletask.task.status': status,
    ...executed(fact),
    ...(told && durableAttributes('Orchestrator', instanceId, told)),
  };
  return { name: `orchestration:${versioned(fact)}`, kind: 'server', attributes };
}

/** Told by the first execution and by the one that completes; without a function there is none that could be running. */
function toldStatus({ status, isFirstExecution, invocation }: Fact<'orchestrationEnded'>): string | undefined {
  if (status === 'Completed') return status;
  if (!isFirstExecution || status === 'Terminated') return undefined;
  return invocation ? 'Running' : status;
}

function activity(fact: Fact<'activityAnswered' | 'activityExecuted'>): Attributes {
  return { ...task('activity', fact), 'durabletask.task.task_id': String(fact.taskId) };
}

/** Absent on what no function of the app has executed, such as an HTTP call. */
function executed({ name, invocation, problem }: Fact<'activityExecuted' | 'orchestrationEnded'>): Attributes {
  if (!invocation) return {};
  const isSuccess = problem === null;
  return { ...invocationAttributes(name, invocation, isSuccess), Name: name, Succeeded: isSuccess ? 'True' : 'False' };
}

function timer(fact: Fact<'timerFired'>): Shape {
  const attributes = {
    ...task('timer', fact),
    'durabletask.task.task_id': String(fact.taskId),
    // Seven digits, as .NET writes it.
    'durabletask.fire_at': new Date(fact.fireAt).toISOString().replace('Z', '0000Z'),
  };
  return { name: `orchestration:${fact.name}:timer`, kind: 'internal', attributes };
}

function raised({ name, target }: Fact<'eventRaised'>): Shape {
  const attributes = {
    'durabletask.type': 'event',
    'durabletask.task.name': name,
    'durabletask.event.target_instance_id': target,
  };
  return { name: `orchestration_event:${name}`, kind: 'producer', attributes };
}

function operation({ operation: name, entityId, isSignal }: Fact<'entityAsked' | 'entityOperated'>) {
  return {
    name: `entity:${parseEntityId(entityId).name}:${name}`,
    attributes: {
      'durabletask.type': 'entity',
      'durabletask.task.operation': isSignal ? 'signal_entity' : 'call_entity',
    },
  };
}

function asked(fact: Fact<'entityAsked'>): Shape {
  const { name, attributes } = operation(fact);
  const target = { 'durabletask.event.target_instance_id': fact.entityId };
  return { name, kind: fact.isSignal ? 'producer' : 'client', attributes: { ...attributes, ...target } };
}

function operated(fact: Fact<'entityOperated'>): Shape {
  const { name, attributes } = operation(fact);
  const about = {
    'durabletask.task.instance_id': fact.entityId,
    // An operation that failed does not make the span fail, and what it failed with is not told.
    ...(fact.isError && { 'durabletask.entity.error_message': '{}' }),
  };
  return { name, kind: fact.isSignal ? 'consumer' : 'server', attributes: { ...attributes, ...about } };
}
