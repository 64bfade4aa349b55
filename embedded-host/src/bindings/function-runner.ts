import { z } from 'zod';
import type { RegisteredFunction } from '../app-loader/registry';
import { entityId } from '../engine/entity-id';
import type {
  ActivityReply,
  DurableFunctionKind,
  EntityReply,
  FunctionRunner,
  OrchestratorReply,
} from '../engine/runner';
import { runActivity } from './activity-trigger';
import type { DurableFunction } from './durable-context';
import { durableFunction } from './durable-context';
import { runEntity } from './entity-trigger';
import { httpActivity, runHttpActivity } from './http-activity';
import type { InvocationScope } from './invoke';
import type { ExecutedFunction } from './observed-call';
import { observed } from './observed-call';
import type { OrchestrationTimings } from './orchestration-trigger';
import { runOrchestrator } from './orchestration-trigger';

/** The SDK's states, as far as they are read here. */
const Completed = z.looseObject({ isDone: z.literal(true) });
const SomeFailed = z.looseObject({
  results: z.array(z.looseObject({ isError: z.boolean() })).refine((all) => all.some(({ isError }) => isError)),
});

const kindOfTrigger: Readonly<Record<string, DurableFunctionKind>> = {
  orchestrationtrigger: 'orchestrator',
  activitytrigger: 'activity',
  entitytrigger: 'entity',
};

export function durableKindOf(registered: RegisteredFunction): DurableFunctionKind | undefined {
  return kindOfTrigger[registered.trigger.type.toLowerCase()];
}

/** The engine's runner port, on the functions of a loaded app. */
export function createFunctionRunner(scope: InvocationScope, timings: OrchestrationTimings): FunctionRunner {
  const tables = tablesOf(scope.app.functions);
  const find = (kind: DurableFunctionKind, name: string): DurableFunction => {
    const durable = tables[kind].get(name.toLowerCase());
    if (durable) return durable;
    throw new Error(`There is no ${kind} function named ${name}; the engine resolves names before it runs them.`);
  };
  return {
    resolve: (kind, name) => tables[kind].get(name.toLowerCase())?.registered.name,
    names: (kind) => [...tables[kind].values()].map(({ registered }) => registered.name),
    runOrchestrator: async (request) => {
      const { name, instanceId, span, isReplaying } = request;
      const about = { kind: 'orchestrator', durable: find('orchestrator', name), instanceId, span } as const;
      const run = (executed: ExecutedFunction) => runOrchestrator(scope, executed, request, timings);
      return observed(scope, { ...about, isFirst: !isReplaying }, run, orchestratorOutcome);
    },
    runActivity: async (request) => {
      const { name, instanceId, span } = request;
      if (name === httpActivity) return runHttpActivity(request.input, span);
      const about = { kind: 'activity', durable: find('activity', name), instanceId, span, isFirst: false } as const;
      return observed(scope, about, (executed) => runActivity(scope, executed, request), activityOutcome);
    },
    runEntity: async (request) => {
      const durable = find('entity', request.name);
      const about = { kind: 'entity', durable, instanceId: entityId(request), span: undefined, isFirst: true } as const;
      return observed(scope, about, (executed) => runEntity(scope, executed, request), entityOutcome);
    },
  };
}

function activityOutcome({ type }: ActivityReply) {
  return { isSuccess: type === 'completed', isCompleted: false };
}

function orchestratorOutcome(reply: OrchestratorReply) {
  const isSuccess = reply.type === 'state';
  return { isSuccess, isCompleted: isSuccess && Completed.safeParse(reply.state).success };
}

/** An entity whose operation failed counts as failed, though it goes on. */
function entityOutcome(reply: EntityReply) {
  const isSuccess = reply.type === 'state' && !SomeFailed.safeParse(reply.state).success;
  return { isSuccess, isCompleted: false };
}

type Tables = Readonly<Record<DurableFunctionKind, ReadonlyMap<string, DurableFunction>>>;

function tablesOf(functions: readonly RegisteredFunction[]): Tables {
  const tables = {
    orchestrator: new Map<string, DurableFunction>(),
    activity: new Map<string, DurableFunction>(),
    entity: new Map<string, DurableFunction>(),
  };
  for (const registered of functions) {
    const kind = durableKindOf(registered);
    if (kind) tables[kind].set(registered.key, durableFunction(registered));
  }
  return tables;
}
