/**
 * The engine's door: what bindings, the management API and the test host may ask of it.
 * Payloads cross this door as JSON text, so that the engine never guesses about encodings.
 */
import type { EntityQuery, EntityRow, InstanceQuery, InstanceRow, Page, RuntimeStatus } from '../store/store';
import type { HistoryEvent } from './history';
import type { SpanContext } from './trace-context';

export interface StartRequest {
  readonly name: string;
  /** JSON text; null = no input. */
  readonly input: string | null;
  /** A random id of 32 hex digits when absent. */
  readonly instanceId?: string;
  readonly version?: string;
  /** The span that asks for it: the instance joins its trace. */
  readonly caller?: SpanContext;
  /** True for a run that repeats an earlier one. */
  readonly isRestart?: boolean;
}

/** How a control operation on an instance ended. `finished`: it has reached a final state before (HTTP 410). */
export type ControlResult =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'notFound' }
  | { readonly outcome: 'finished'; readonly status: RuntimeStatus }
  /** Suspending what is suspended, resuming what runs, rewinding or purging what the state forbids. */
  | { readonly outcome: 'wrongState'; readonly status: RuntimeStatus };

export type StartResult =
  | { readonly outcome: 'started'; readonly instanceId: string }
  /** The id belongs to an unfinished instance. */
  | { readonly outcome: 'idInUse'; readonly status: RuntimeStatus }
  | { readonly outcome: 'invalidId'; readonly reason: string }
  /** More is waiting than the host should hold in memory; try again soon. */
  | { readonly outcome: 'overloaded' };

export interface PurgeFilter {
  readonly createdFrom?: number;
  readonly createdTo?: number;
  /** Unfinished states are ignored; empty or absent means all finished ones. */
  readonly statuses?: readonly RuntimeStatus[];
}

export interface EntityAddress {
  /** Any casing. */
  readonly name: string;
  readonly key: string;
}

export interface EntitySignal {
  readonly operation: string;
  /** JSON text; null = no input. */
  readonly input: string | null;
  /** Milliseconds since the epoch; absent = at once. */
  readonly at?: number;
  readonly caller?: SpanContext;
}

export interface DurableEngine {
  /** Each promise resolves once what it accepted is durable. */
  start(request: StartRequest): Promise<StartResult>;
  raiseEvent(instanceId: string, name: string, input: string | null, caller?: SpanContext): Promise<ControlResult>;
  terminate(instanceId: string, reason: string | null): Promise<ControlResult>;
  suspend(instanceId: string, reason: string | null): Promise<ControlResult>;
  resume(instanceId: string, reason: string | null): Promise<ControlResult>;
  /** Takes the failures of a failed instance back, and those of its failed children; what failed runs again. */
  rewind(instanceId: string, reason: string | null): Promise<ControlResult>;
  purge(instanceId: string): Promise<ControlResult>;
  /** Number of instances removed. */
  purgeBy(filter: PurgeFilter): Promise<number>;

  instance(instanceId: string): InstanceRow | undefined;
  instances(query: InstanceQuery): Page<InstanceRow>;
  /** Resolves with the instance once it has durably reached a final state; undefined for an unknown id. */
  finished(instanceId: string): Promise<InstanceRow | undefined>;
  /** Events of the current execution, with the inputs of scheduled tasks; undefined for an unknown id. */
  history(instanceId: string): readonly HistoryEvent[] | undefined;

  /** `unknownEntity` when the app has no entity function of that name. */
  signalEntity(
    entity: EntityAddress,
    signal: EntitySignal,
  ): Promise<{ readonly outcome: 'accepted' | 'unknownEntity' }>;
  entity(entity: EntityAddress): EntityRow | undefined;
  entities(query: EntityQuery): Page<EntityRow>;

  /** Resolves when nothing runs, is ready to run or waits to be committed; open timers and events do not count. */
  idle(): Promise<void>;
}
