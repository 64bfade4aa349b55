/**
 * History events exactly as the Durable Task Framework writes them and the JavaScript SDK reads them: PascalCase names,
 * numeric types, payloads as JSON text. `Timestamp` is a `Date` in memory and ISO 8601 text in the journal.
 */
export const EventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionTerminated: 3,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  SubOrchestrationInstanceCreated: 7,
  SubOrchestrationInstanceCompleted: 8,
  SubOrchestrationInstanceFailed: 9,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventSent: 14,
  EventRaised: 15,
  ContinueAsNew: 16,
  GenericEvent: 17,
  ExecutionSuspended: 19,
  ExecutionResumed: 20,
} as const;

export type EventTypeNumber = (typeof EventType)[keyof typeof EventType];

interface Common {
  readonly EventId: number;
  /** Mutable: events of earlier turns are marked as played before each turn. */
  IsPlayed: boolean;
  readonly Timestamp: Date;
}

export interface OrchestrationInstance {
  readonly InstanceId: string;
  readonly ExecutionId: string;
}

export interface ParentInstance {
  readonly Name: string;
  readonly OrchestrationInstance: OrchestrationInstance;
  readonly TaskScheduleId: number;
  readonly Version: string | null;
}

/** Wire form of a failure (PascalCase, recursive), as newer extensions write it beside `Reason` and `Details`. */
export interface FailureDetails {
  readonly ErrorType: string;
  readonly ErrorMessage: string;
  readonly StackTrace: string | null;
  readonly InnerFailure: FailureDetails | null;
  readonly IsNonRetriable: boolean;
  readonly Properties: Record<string, unknown> | null;
}

export interface ExecutionStarted extends Common {
  readonly EventType: typeof EventType.ExecutionStarted;
  readonly OrchestrationInstance: OrchestrationInstance;
  readonly ParentInstance: ParentInstance | null;
  readonly Name: string;
  readonly Version: string | null;
  readonly Input: string | null;
  readonly Tags: null;
  readonly Correlation: null;
  readonly ParentTraceContext: null;
  readonly ScheduledStartTime: null;
  /** Count of earlier runs under this instance id; null after continue-as-new and for sub-orchestrations. */
  readonly Generation: number | null;
  readonly GenerateNewTrace: boolean;
}

export interface ExecutionCompleted extends Common {
  readonly EventType: typeof EventType.ExecutionCompleted;
  readonly OrchestrationStatus: number;
  readonly Result: string | null;
  readonly FailureDetails: FailureDetails | null;
}

export interface ExecutionTerminated extends Common {
  readonly EventType: typeof EventType.ExecutionTerminated;
  readonly Input: string | null;
}

export interface TaskScheduled extends Common {
  readonly EventType: typeof EventType.TaskScheduled;
  readonly Name: string;
  readonly Version: string;
  readonly Input: string | null;
  readonly ParentTraceContext: null;
  readonly Tags: null;
}

export interface TaskCompleted extends Common {
  readonly EventType: typeof EventType.TaskCompleted;
  readonly TaskScheduledId: number;
  readonly Result: string;
}

export interface TaskFailed extends Common {
  readonly EventType: typeof EventType.TaskFailed;
  readonly TaskScheduledId: number;
  readonly Reason: string;
  readonly Details: string;
  readonly FailureDetails: FailureDetails | null;
}

export interface SubOrchestrationInstanceCreated extends Common {
  readonly EventType: typeof EventType.SubOrchestrationInstanceCreated;
  readonly Name: string;
  readonly Version: string | null;
  readonly InstanceId: string;
  readonly Input: string | null;
  readonly ClientSpanId: null;
  readonly Tags: null;
}

export interface SubOrchestrationInstanceCompleted extends Common {
  readonly EventType: typeof EventType.SubOrchestrationInstanceCompleted;
  readonly TaskScheduledId: number;
  readonly Result: string;
}

export interface SubOrchestrationInstanceFailed extends Common {
  readonly EventType: typeof EventType.SubOrchestrationInstanceFailed;
  readonly TaskScheduledId: number;
  readonly Reason: string;
  readonly Details: string;
  readonly FailureDetails: FailureDetails | null;
}

export interface TimerCreated extends Common {
  readonly EventType: typeof EventType.TimerCreated;
  readonly FireAt: string;
}

export interface TimerFired extends Common {
  readonly EventType: typeof EventType.TimerFired;
  readonly TimerId: number;
  readonly FireAt: string;
}

export interface OrchestratorStarted extends Common {
  readonly EventType: typeof EventType.OrchestratorStarted;
}

export interface OrchestratorCompleted extends Common {
  readonly EventType: typeof EventType.OrchestratorCompleted;
}

export interface EventSent extends Common {
  readonly EventType: typeof EventType.EventSent;
  readonly InstanceId: string;
  readonly Name: string;
  readonly Input: string;
}

export interface EventRaised extends Common {
  readonly EventType: typeof EventType.EventRaised;
  readonly Name: string;
  readonly Input: string | null;
  readonly ParentTraceContext: null;
}

export interface GenericEvent extends Common {
  readonly EventType: typeof EventType.GenericEvent;
  readonly Data: string | null;
}

export interface ExecutionSuspended extends Common {
  readonly EventType: typeof EventType.ExecutionSuspended;
  readonly Reason: string | null;
}

export interface ExecutionResumed extends Common {
  readonly EventType: typeof EventType.ExecutionResumed;
  readonly Reason: string | null;
}

export type HistoryEvent =
  | ExecutionStarted
  | ExecutionCompleted
  | ExecutionTerminated
  | TaskScheduled
  | TaskCompleted
  | TaskFailed
  | SubOrchestrationInstanceCreated
  | SubOrchestrationInstanceCompleted
  | SubOrchestrationInstanceFailed
  | TimerCreated
  | TimerFired
  | OrchestratorStarted
  | OrchestratorCompleted
  | EventSent
  | EventRaised
  | GenericEvent
  | ExecutionSuspended
  | ExecutionResumed;
