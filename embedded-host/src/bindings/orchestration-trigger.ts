import { z } from 'zod';
import type { OrchestratorReply, OrchestratorRequest } from '../engine/runner';
import { callDurable, contextOf } from './call-durable';
import type { InvocationScope } from './invoke';
import type { ExecutedFunction } from './observed-call';
import { describeThrown } from './thrown';

/** Highest protocol that the SDK knows (V4): entity locks, split timers, polling HTTP calls. */
const SCHEMA_VERSION = 3;

const MARKER = '$OutOfProcData$:';
const ThrownState = z.looseObject({ error: z.string().optional() });

export interface OrchestrationTimings {
  readonly longTimerIntervalMs: number;
  readonly maxShortTimerMs: number;
  readonly defaultHttpSleepMs: number;
}

/** One turn: the SDK replays the orchestrator over its history and returns everything it has asked for so far. */
export async function runOrchestrator(
  scope: InvocationScope,
  { durable, execution }: ExecutedFunction,
  request: OrchestratorRequest,
  timings: OrchestrationTimings,
): Promise<OrchestratorReply> {
  const call = { durable, input: triggerOf(request, timings), instanceId: request.instanceId, execution };
  const context = contextOf(scope, call);
  try {
    return { type: 'state', state: await callDurable(scope, call, context) };
  } catch (error) {
    const thrown = describeThrown(error);
    const about = { functionName: durable.registered.name, invocationId: context.invocationId };
    scope.log.failure(`Instance ${request.instanceId} failed: ${problemIn(thrown.message)}`, about);
    return { type: 'threw', ...thrown };
  }
}

/** The SDK hides what the orchestrator threw behind a marker, in the state it has reached. */
function problemIn(message: string): string {
  const at = message.indexOf(MARKER);
  if (at < 0) return message;
  const state = ThrownState.safeParse(parseJson(message.slice(at + MARKER.length)));
  return state.data?.error ?? 'it threw something without a message';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function triggerOf(request: OrchestratorRequest, timings: OrchestrationTimings): object {
  const trigger = {
    instanceId: request.instanceId,
    parentInstanceId: request.parentInstanceId,
    isReplaying: request.isReplaying,
    upperSchemaVersion: SCHEMA_VERSION,
    upperSchemaVersionNew: SCHEMA_VERSION,
    longRunningTimerIntervalDuration: timings.longTimerIntervalMs,
    maximumShortTimerDuration: timings.maxShortTimerMs,
    // Misspelt in the protocol itself.
    defaultHttpAsyncRequestSleepTimeMillseconds: timings.defaultHttpSleepMs,
  };
  // Not enumerable: the SDK walks everything enumerable on each turn to turn `Timestamp` texts into dates, which ours
  // are already, and which must not happen to a user's input.
  return Object.defineProperties(trigger, {
    history: { value: request.history },
    input: { value: request.input === null ? null : (JSON.parse(request.input) as unknown) },
  });
}
