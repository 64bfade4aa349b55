/**
 * Invoking a function by hand, as `POST /admin/functions/{name}` does: the only way in for a function whose trigger is not
 * emulated (queue, blob, Service Bus, Event Grid, …), and a way to run a timer before its time.
 */
import { randomUUID } from 'node:crypto';
import type { TypedData } from '../app-loader/functions-core';
import type { RegisteredFunction } from '../app-loader/registry';
import type { RetryParts } from './function-retry';
import { invokeWithRetries } from './function-retry';
import { timerRun } from './timer-trigger';

/** Begins an invocation and does not wait for its end. `input` is what the trigger would have brought. */
export function invokeByHand(parts: RetryParts, registered: RegisteredFunction, input: string): void {
  void invokeWithRetries(parts, registered, {
    data: triggerData(registered, input),
    triggerMetadata: metadataOf(registered, parts.clock.now()),
  });
}

/** Why a function cannot be invoked by hand; undefined if it can. */
export function refusalByHand({ name, trigger }: RegisteredFunction): string | undefined {
  switch (trigger.type.toLowerCase()) {
    case 'httptrigger':
      return `Function ${name} is triggered by HTTP: call its URL.`;
    case 'orchestrationtrigger':
      return `Function ${name} is an orchestrator: start it through the management API.`;
    case 'entitytrigger':
      return `Function ${name} is an entity: signal it through the management API.`;
    default:
      return undefined;
  }
}

function triggerData({ trigger }: RegisteredFunction, input: string): TypedData {
  switch (trigger.type.toLowerCase()) {
    case 'timertrigger':
      return { json: timerRun({ last: undefined, next: undefined, isPastDue: false }) };
    case 'blobtrigger':
      return { bytes: Buffer.from(input) };
    default:
      return { string: input };
  }
}

/** What every trigger tells of itself, and what a handler of a message may expect of one that came for the first time. */
function metadataOf({ name, trigger }: RegisteredFunction, now: number): Readonly<Record<string, TypedData>> {
  const utcNow = new Date(now).toISOString();
  const sys = { json: JSON.stringify({ MethodName: name, UtcNow: utcNow, RandGuid: randomUUID() }) };
  if (!/queuetrigger$/i.test(trigger.type)) return { sys };
  return { sys, Id: { string: randomUUID() }, DequeueCount: { int: 1 }, InsertionTime: { string: utcNow } };
}
