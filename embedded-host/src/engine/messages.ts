/** Messages to instances and entities: in a mailbox as they are, in a durable inbox as JSON text. */
import type { FailureDetails, ParentInstance } from './history';
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

export type OrchestratorMessage =
  StartMessage | ActivityDone | TimerDone | SubOrchestrationDone | EventMessage | ControlMessage;

/** One operation for an entity. `replyTo` is null for a signal. */
export interface EntityMessage extends Sent {
  readonly type: 'operation';
  readonly requestId: string;
  readonly operation: string;
  readonly input: string | null;
  readonly replyTo: string | null;
}

export type Message = OrchestratorMessage | EntityMessage;
