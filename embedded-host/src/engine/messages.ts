/** Messages to instances and entities: in a mailbox as they are, in a durable inbox as JSON text. */
import type { FailureDetails, ParentInstance } from './history';
import type { InstanceTrace } from './instance-trace';
import type { ActivityReply } from './runner';

interface Sent {
  /** When it was sent, milliseconds since the epoch: becomes the timestamp of the event. */
  readonly at: number;
}

export interface StartMessage extends Sent {
  readonly type: 'start';
  readonly name: string;
  readonly version: string | null;
  readonly input: string | null;
  readonly executionId: string;
  readonly parent: ParentInstance | null;
  readonly generation: number | null;
  /** Absent when the start is not traced. */
  readonly trace?: InstanceTrace;
}

/** Answers to tasks name the execution they belong to: an older execution's answers are dropped. */
interface Answer extends Sent {
  readonly executionId: string;
  readonly taskId: number;
}

export interface ActivityDone extends Answer {
  readonly type: 'activityDone';
  readonly reply: ActivityReply;
}

export interface TimerDone extends Answer {
  readonly type: 'timerDone';
}

export type ChildResult =
  | { readonly type: 'completed'; readonly result: string | null }
  | {
      readonly type: 'failed';
      readonly reason: string;
      readonly details: string;
      readonly failureDetails: FailureDetails | null;
    };

export interface SubOrchestrationDone extends Answer {
  readonly type: 'subOrchestrationDone';
  readonly result: ChildResult;
}

/** An external event, or the answer of an entity (then `name` is the id of the request). */
export interface EventMessage extends Sent {
  readonly type: 'event';
  readonly name: string;
  readonly input: string | null;
}

export interface ControlMessage extends Sent {
  readonly type: 'terminate' | 'suspend' | 'resume';
  readonly reason: string | null;
}

/** To a failed instance: take its failures back and run what failed again. */
export interface RewindMessage extends Sent {
  readonly type: 'rewind';
  readonly reason: string | null;
}

/** To a rewound instance, from itself: which tasks run again. */
export interface RewoundMessage extends Sent {
  readonly type: 'rewound';
  readonly reason: string | null;
  readonly taskIds: readonly number[];
}

export type OrchestratorMessage =
  | StartMessage
  | ActivityDone
  | TimerDone
  | SubOrchestrationDone
  | EventMessage
  | ControlMessage
  | RewindMessage
  | RewoundMessage;

/** One operation for an entity. `replyTo` is null for a signal, `sender` for one that no orchestration sent. */
export interface OperationMessage extends Sent {
  readonly type: 'operation';
  readonly requestId: string;
  readonly operation: string;
  readonly input: string | null;
  readonly replyTo: string | null;
  readonly sender: string | null;
  /** W3C traceparent of the span that asks; absent when it is not traced. */
  readonly trace?: string;
}

/** A request for a critical section: granted by one entity after the other, the last one answers. */
export interface LockMessage extends Sent {
  readonly type: 'lock';
  readonly requestId: string;
  /** Entity ids, sorted. */
  readonly lockSet: readonly string[];
  /** Which of them this message is for. */
  readonly position: number;
  /** Instance id of the orchestration. */
  readonly owner: string;
  readonly ownerExecution: string;
}

export interface ReleaseMessage extends Sent {
  readonly type: 'release';
  readonly owner: string;
}

export type EntityMessage = OperationMessage | LockMessage | ReleaseMessage;

export type Message = OrchestratorMessage | EntityMessage;
