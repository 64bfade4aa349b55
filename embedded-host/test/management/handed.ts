/** What the functions of an app were handed: recorded from the real host, and out of this one. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EventType } from '../../src/engine/history';
import { normalise } from './normalise';
import { expanded } from './recording';

const Event = z.looseObject({ EventType: z.int() });
const Orchestration = z.object({
  instanceId: z.string(),
  trigger: z.looseObject({ input: z.unknown() }),
  /** The last history of one execution, without the marks of its turns. */
  history: z.array(Event),
});
const Entity = z.object({
  instanceId: z.string(),
  first: z.looseObject({ exists: z.boolean() }),
  /** Of all batches together. */
  operations: z.array(z.looseObject({ name: z.string() })),
});
const Handed = z.union([Orchestration, Entity]);
export type Handed = z.infer<typeof Handed>;

const folder = join(__dirname, 'handed');

/** By scenario, in order. */
export function recordedHanded(): ReadonlyMap<string, readonly Handed[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return new Map(
    files.map((file) => [file.replace('.json', ''), z.array(Handed).parse(JSON.parse(textOf(join(folder, file))))]),
  );
}

function textOf(file: string): string {
  return expanded(readFileSync(file, 'utf8'));
}

const Trigger = z.union([
  z.looseObject({ instanceId: z.string(), history: z.array(Event), input: z.unknown() }),
  z.looseObject({
    self: z.object({ name: z.string(), key: z.string() }),
    exists: z.boolean(),
    state: z.unknown(),
    batch: z.array(z.looseObject({ name: z.string() })),
  }),
]);
type Trigger = z.infer<typeof Trigger>;

/** Brings a list of triggers of one instance into the form of the recordings. */
export function summarise(triggers: unknown): Handed[] {
  const list = z.array(Trigger).parse(triggers);
  const executions = new Map<string, Handed>();
  for (const trigger of list) {
    const key = isEntity(trigger) ? '' : executionOf(trigger);
    executions.set(key, isEntity(trigger) ? entityOf(trigger, executions.get(key)) : orchestrationOf(trigger));
  }
  return [...executions.values()];
}

/** Marks of turns; and control events, on which the real host asks the orchestrator once more and ignores the answer. */
const marks = new Set<number>([
  EventType.OrchestratorStarted,
  EventType.OrchestratorCompleted,
  EventType.ExecutionTerminated,
  EventType.ExecutionSuspended,
]);

type OrchestrationTrigger = Extract<Trigger, { history: unknown }>;
type EntityTrigger = Exclude<Trigger, OrchestrationTrigger>;

function isEntity(trigger: Trigger): trigger is EntityTrigger {
  return Array.isArray(trigger.batch);
}

function executionOf({ history }: OrchestrationTrigger): string {
  const started = history.find((event) => event.EventType === EventType.ExecutionStarted);
  return JSON.stringify(started?.['OrchestrationInstance']);
}

function orchestrationOf({ instanceId, history, ...trigger }: OrchestrationTrigger): Handed {
  return { instanceId, trigger, history: history.filter((event) => !marks.has(event.EventType)) };
}

function entityOf({ self, exists, state, batch }: EntityTrigger, before: Handed | undefined): Handed {
  const operations = batch.map(({ name, input, isSignal }) => ({ name, input, isSignal }));
  if (before && 'operations' in before) return { ...before, operations: [...before.operations, ...operations] };
  return { instanceId: `@${self.name}@${self.key}`, first: { exists, state, self }, operations };
}

const names = new Map<number, string>(Object.entries(EventType).map(([name, number]) => [number, name]));
/** How completions fall into turns is a matter of moments. */
const momentary = new Set(['IsPlayed', 'isReplaying']);
/** The SDK takes milliseconds where the real host writes a .NET time span; and it reads the newer schema number. */
const inOtherWords = new Set(['longRunningTimerIntervalDuration', 'maximumShortTimerDuration', 'upperSchemaVersion']);

/** Makes two of them comparable; completions of a fan-out come in any order, so events stand in order of their text. */
export function comparable(handed: Handed): unknown {
  if ('operations' in handed) return normalise(handed);
  const trigger = Object.entries(handed.trigger).filter(([name]) => !momentary.has(name) && !inOtherWords.has(name));
  return {
    trigger: text(Object.fromEntries(trigger)),
    history: handed.history
      .filter(({ EventType: type }) => !marks.has(type))
      .map(line)
      .sort(),
  };
}

function line(event: z.infer<typeof Event>): string {
  const fields = { ...event, EventType: names.get(event.EventType), ...httpResult(event['Result']) };
  return text(Object.fromEntries(Object.entries(fields).filter(([name]) => !momentary.has(name))));
}

/** The result of `callHttp` is read, because the headers of the two web servers differ. */
function httpResult(result: unknown): object {
  return typeof result === 'string' && result.startsWith('{"statusCode"')
    ? { Result: JSON.parse(result) as unknown }
    : {};
}

/** Members in alphabetical order, and the ids that hosts make up as marks. */
function text(value: object): string {
  const members = Object.entries(normalise(value) ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(members)
    .replaceAll(/[0-9a-f]{32}|<guid>/g, '<id>')
    .replaceAll(/http:\/\/[\w.]+:\d+/g, '<origin>');
}
