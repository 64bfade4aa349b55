/**
 * A bare prototype of an embedded host: the SDK's replay, activities and group commit, and nothing else. No recovery, no
 * timers that fire, no entities, no HTTP, no queries. It shows where the ceiling of one thread is.
 */
import type { Handler } from '../sdk/app-functions.mts';
import { LeanContext, triggerOf } from '../sdk/lean-call.mts';
import { GroupCommit } from './group-commit.mts';
import { PrototypeInstance } from './instance.mts';
import type { PrototypeStore } from './store.mts';

interface Action {
  readonly functionName?: string;
  readonly input?: unknown;
  readonly fireAt?: unknown;
  readonly compoundActions?: readonly Action[];
}

interface OrchestratorState {
  readonly isDone: boolean;
  readonly actions: readonly (readonly Action[])[];
  readonly output: unknown;
}

export class PrototypeHost {
  readonly #functions: ReadonlyMap<string, Handler>;
  readonly #commits: GroupCommit;
  readonly #ready = new Set<PrototypeInstance>();

  constructor(functions: ReadonlyMap<string, Handler>, store: PrototypeStore) {
    this.#functions = functions;
    this.#commits = new GroupCommit(store);
  }

  start(name: string, input: unknown): PrototypeInstance {
    const instance = new PrototypeInstance(name, input);
    this.#send(instance, event(0, { Name: name, Input: instance.input }));
    return instance;
  }

  raise(instance: PrototypeInstance, name: string, data: unknown): void {
    this.#send(instance, event(15, { Name: name, Input: JSON.stringify(data) }));
  }

  #send(instance: PrototypeInstance, message: object): void {
    instance.inbox.push(message);
    if (this.#ready.size === 0) setImmediate(() => void this.#drain());
    this.#ready.add(instance);
  }

  async #drain(): Promise<void> {
    const ready = [...this.#ready];
    this.#ready.clear();
    for (const instance of ready) await this.#turn(instance);
  }

  async #turn(instance: PrototypeInstance): Promise<void> {
    if (instance.isDone) return;
    const { history } = instance;
    const from = history.length;
    history.push(event(12, {}), ...instance.inbox);
    instance.inbox = [];
    const state = await this.#ask(instance);
    const activities = this.#schedule(instance, state);
    history.push(event(13, {}));
    instance.isDone = state.isDone;
    if (state.isDone) history.push(event(1, { Result: JSON.stringify(state.output) }));
    this.#commits.add({ instance, from, events: history.slice(from).map((each) => JSON.stringify(each)) }, () => {
      if (state.isDone) instance.ended.resolve(state.output);
      for (const { id, action } of activities) void this.#perform(instance, id, action);
    });
  }

  async #ask(instance: PrototypeInstance): Promise<OrchestratorState> {
    // The SDK answers an orchestrator's call with nothing else.
    return (await this.#call(instance.name, instance.id, triggerOf(instanceRequest(instance)))) as OrchestratorState;
  }

  #schedule(instance: PrototypeInstance, { actions }: OrchestratorState) {
    const all = actions.flat().flatMap(leavesOf);
    const added = all.slice(instance.actions);
    instance.actions = all.length;
    const activities: { readonly id: number; readonly action: Action }[] = [];
    for (const action of added) {
      if (action.functionName !== undefined) {
        const id = instance.tasks++;
        const Input = JSON.stringify(action.input);
        instance.history.push(event(4, { EventId: id, Name: action.functionName, Input }));
        activities.push({ id, action });
      } else if (action.fireAt !== undefined) {
        instance.history.push(event(10, { EventId: instance.tasks++, FireAt: action.fireAt }));
      }
    }
    return activities;
  }

  async #perform(instance: PrototypeInstance, TaskScheduledId: number, { functionName = '', input }: Action) {
    const result = await this.#call(functionName, instance.id, input);
    this.#send(instance, event(5, { TaskScheduledId, Result: JSON.stringify(result) }));
  }

  #call(name: string, invocationId: string, input: unknown): unknown {
    return this.#functions.get(name)?.(input, new LeanContext(name, invocationId));
  }
}

function instanceRequest({ id, history, input }: PrototypeInstance) {
  return { instanceId: id, history, input };
}

function leavesOf(action: Action): readonly Action[] {
  return action.compoundActions ? action.compoundActions.flatMap(leavesOf) : [action];
}

function event(EventType: number, more: object): object {
  return { EventType, EventId: -1, IsPlayed: false, Timestamp: new Date(), ...more };
}
