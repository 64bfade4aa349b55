/** The real SDK, with its registrations caught: what an orchestrator is here is what it is in a host. */
import { jest } from '@jest/globals';
import type * as DurableFunctions from 'durable-functions';
import type {
  ActivityReply,
  DurableFunctionKind,
  FunctionRunner,
  OrchestratorReply,
  OrchestratorRequest,
} from '../../../src/engine/runner';

type Callback = (input: unknown, context: object) => unknown;

interface Registration {
  readonly kind: DurableFunctionKind;
  readonly name: string;
  readonly callback: Callback;
}

const registrations: Registration[] = [];

jest.mock(
  '@azure/functions-core',
  () => ({
    version: '4.0.0',
    registerFunction: (metadata: { name: string; bindings: Record<string, { type: string }> }, callback: Callback) => {
      const type = Object.values(metadata.bindings).map((binding) => binding.type.toLowerCase());
      const kind = type.includes('orchestrationtrigger')
        ? 'orchestrator'
        : type.includes('entitytrigger')
          ? 'entity'
          : 'activity';
      registrations.push({ kind, name: metadata.name, callback });
      return { dispose: () => undefined };
    },
    setProgrammingModel: () => undefined,
    registerHook: () => ({ dispose: () => undefined }),
    log: () => undefined,
  }),
  { virtual: true },
);

// eslint-disable-next-line @typescript-eslint/no-require-imports -- must come after the mock above
export const df = require('durable-functions') as typeof DurableFunctions;

/** Called after each turn that ended nothing, with the next sequence number that the SDK itself has counted to. */
export type CounterProbe = (instanceId: string, sdkNextId: number) => void;

export function sdkRunner(probe?: CounterProbe): FunctionRunner {
  const find = (kind: DurableFunctionKind, name: string): Registration | undefined =>
    registrations.findLast((each) => each.kind === kind && each.name.toLowerCase() === name.toLowerCase());
  return {
    resolve: (kind, name) => find(kind, name)?.name,
    names: (kind) => registrations.filter((each) => each.kind === kind).map((each) => each.name),
    runOrchestrator: async (request) => replay(find('orchestrator', request.name), request, probe),
    runActivity: async ({ name, input, attempt }) => {
      try {
        const value = await find('activity', name)?.callback(input === null ? undefined : JSON.parse(input), {
          attempt,
        });
        return { type: 'completed', result: JSON.stringify(value ?? null) };
      } catch (error) {
        return failed(error);
      }
    },
    runEntity: async (request) => {
      const { name, key, exists, state, batch } = request;
      const trigger = { self: { name: name.toLowerCase(), key }, exists, state, batch };
      return { type: 'state', state: await find('entity', name)?.callback(trigger, {}) };
    },
  };
}

async function replay(
  registration: Registration | undefined,
  request: OrchestratorRequest,
  probe?: CounterProbe,
): Promise<OrchestratorReply> {
  const trigger = {
    instanceId: request.instanceId,
    parentInstanceId: request.parentInstanceId,
    isReplaying: request.isReplaying,
    upperSchemaVersion: 3,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: '3.00:00:00',
    maximumShortTimerDuration: '6.00:00:00',
    defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
    history: request.history.map((event) => ({ ...event })),
    input: request.input === null ? null : (JSON.parse(request.input) as unknown),
  };
  const context: { df?: { taskOrchestratorExecutor: { sequenceNumber: number } } } = {};
  try {
    const state = await registration?.callback(trigger, context);
    const { isDone } = state as { isDone: boolean };
    if (!isDone) probe?.(request.instanceId, context.df?.taskOrchestratorExecutor.sequenceNumber ?? -1);
    return { type: 'state', state };
  } catch (error) {
    return { type: 'threw', message: (error as Error).message, stack: (error as Error).stack ?? '' };
  }
}

function failed(error: unknown): ActivityReply {
  return { type: 'failed', message: error instanceof Error ? error.message : String(error), stack: 'at test' };
}
