/**
 * One turn of an orchestration while it is being decided: the state before it, what it has taken in, and what it will
 * add. `intake.ts` fills it from messages, `conclude.ts` from the orchestrator's answer; `turnRecord` closes it.
 *
 * - T1 ids are handed out in the order in which the SDK counts them (`schedule.ts`, `intake.ts`).
 * - T2 nothing leaves a turn before its record is committed; a turn only *describes* effects.
 */
import type { EngineSettings } from './settings';
import type { HistoryEvent } from './history';
import type { InstanceState, OpenTask, TrackedLeaf, TurnRecord } from './instance-state';
import type { EntityMessage, StartMessage } from './messages';
import type { FunctionRunner } from './runner';
import type { SpanPlace } from './tracing';
import { orchestratorCompleted, orchestratorStarted } from './events';

export interface InstanceIdentity {
  readonly id: string;
  readonly name: string;
  readonly executionId: string;
}

/** What a turn needs to know of the world; all of it is handed in, so that deciding stays repeatable. */
export interface TurnContext {
  readonly instance: InstanceIdentity;
  readonly settings: EngineSettings;
  readonly functions: Pick<FunctionRunner, 'resolve' | 'names'>;
  readonly newGuid: () => string;
  /** Where the orchestration stands in its trace; absent when it is not traced. */
  readonly place?: SpanPlace;
}

export interface ChildStart {
  readonly instanceId: string;
  readonly start: StartMessage;
}

export interface RewoundChild extends ChildStart {
  readonly reason: string | null;
}

export interface EntitySend {
  /** `@name@key`, the name in lower case. */
  readonly entityId: string;
  readonly visibleAt: number;
  readonly message: EntityMessage;
}

export interface Turn extends TurnContext {
  readonly state: InstanceState;
  /** Time of the turn: the orchestrator's `currentUtcDateTime`. */
  readonly at: number;
  readonly received: HistoryEvent[];
  readonly scheduled: HistoryEvent[];
  readonly leaves: TrackedLeaf[];
  readonly opened: OpenTask[];
  readonly closed: number[];
  readonly activities: OpenTask[];
  readonly children: ChildStart[];
  readonly entitySends: EntitySend[];
  /** Failed children that are rewound together with this instance. */
  readonly rewoundChildren: RewoundChild[];
  /** Tasks answered in this turn: a second answer is dropped. */
  readonly answered: Set<number>;
  nextId: number;
  actionCount: number;
  suspended: boolean;
  /** True once an event was taken on which user code may go on; from then on no event may take ids of its own. */
  resumesUserCode: boolean;
  terminated: { readonly reason: string | null } | null;
}

export function beginTurn(context: TurnContext, state: InstanceState, now: number): Turn {
  // The SDK's time never goes back. Ours must not either (a clock that was set back before a restart): both decide by
  // it whether a timer is sliced, and so how many ids it takes.
  const last = state.history.at(-1)?.Timestamp.getTime() ?? now;
  return {
    ...context,
    state,
    at: Math.max(now, last),
    received: [],
    scheduled: [],
    leaves: [],
    opened: [],
    closed: [],
    activities: [],
    children: [],
    entitySends: [],
    rewoundChildren: [],
    answered: new Set(),
    nextId: state.nextId,
    actionCount: state.actionCount,
    suspended: state.suspended,
    resumesUserCode: false,
    terminated: null,
  };
}

/** The history that the orchestrator is handed in this turn. */
export function historyForReplay(turn: Turn): HistoryEvent[] {
  return [...turn.state.history, orchestratorStarted(turn.at), ...turn.received];
}

export function turnRecord(turn: Turn): TurnRecord {
  return {
    events: [orchestratorStarted(turn.at), ...turn.received, ...turn.scheduled, orchestratorCompleted(turn.at)],
    leaves: turn.leaves,
    opened: turn.opened,
    closed: turn.closed,
    nextId: turn.nextId,
    actionCount: turn.actionCount,
    suspended: turn.suspended,
  };
}

export function leafAt(turn: Turn, index: number): TrackedLeaf {
  const known = turn.state.leaves.length;
  const leaf = index < known ? turn.state.leaves[index] : turn.leaves[index - known];
  if (leaf === undefined) throw new Error(`Leaf ${index.toString()} of instance '${turn.instance.id}' is not tracked.`);
  return leaf;
}
