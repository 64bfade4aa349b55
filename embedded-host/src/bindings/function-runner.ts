import type { RegisteredFunction } from '../app-loader/registry';
import type { DurableFunctionKind, FunctionRunner } from '../engine/runner';
import { runActivity } from './activity-trigger';
import type { DurableFunction } from './durable-context';
import { durableFunction } from './durable-context';
import { runEntity } from './entity-trigger';
import { httpActivity, runHttpActivity } from './http-activity';
import type { InvocationScope } from './invoke';
import type { OrchestrationTimings } from './orchestration-trigger';
import { runOrchestrator } from './orchestration-trigger';

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
    runOrchestrator: async (request) => runOrchestrator(scope, find('orchestrator', request.name), request, timings),
    runActivity: async (request) =>
      request.name === httpActivity
        ? runHttpActivity(request.input)
        : runActivity(scope, find('activity', request.name), request),
    runEntity: async (request) => runEntity(scope, find('entity', request.name), request),
  };
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
