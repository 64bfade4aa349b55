/**
 * What the test's side and the host's thread say to each other. Everything crosses as JSON text: so the values that a
 * test receives are made in its own realm, and jest's `toStrictEqual` and `instanceof` work on them.
 */
import type { HistoryEvent } from '../engine/history';
import type { ActivityReply } from '../engine/runner';
import type { InstanceStatus } from '../http/management/contract';
import type { Divergence, ReplayOptions, Replayed } from './replay';
import type { HostSpan } from '../telemetry/span';
import type { Recording } from './recording';

/** What the host's thread is started with. */
export interface HostData {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly storage: 'memory' | { readonly folder: string };
  /** Milliseconds since the epoch. */
  readonly startTime: number;
}

type Recorded<Event> = Event extends HistoryEvent ? Omit<Event, 'Timestamp'> & { readonly Timestamp: string } : never;

/** An event as the orchestrator's SDK receives it; `EventType` is a number of the table `EventType`, times are ISO 8601. */
export type RecordedEvent = Recorded<HistoryEvent>;

/** Payloads are JSON text, null where absent. */
export interface EntityOperation {
  readonly name: string;
  readonly key: string;
  readonly operation: string;
  readonly input: string | null;
}

/** One execution of an activity, real or fake. */
export interface ActivityCall {
  readonly instanceId: string;
  /** 1 for the first execution, counted up by the retries of a step. */
  readonly attempt: number;
  /** The host's time when it began, ISO 8601. */
  readonly at: string;
  /** Absent if the activity was called without one. */
  readonly input?: unknown;
  readonly outcome: 'running' | 'completed' | 'failed';
  /** Of a completed one. */
  readonly result?: unknown;
  /** Message of a failed one. */
  readonly error?: string;
}

/** An execution that the test is asked to carry out. */
export interface FakeCall {
  readonly callId: number;
  readonly name: string;
  readonly instanceId: string;
  readonly attempt: number;
  readonly input: string | null;
}

export interface Snapshot {
  readonly status: InstanceStatus;
  readonly steps: readonly string[];
}

export interface Observation {
  /** Names the watch in the messages `seen`. */
  readonly watch: number;
  readonly instanceId: string;
  /** The next alarm rings first, if it is due until then (milliseconds since the epoch). */
  readonly skipUntil?: number;
}

/** How it stands once nothing runs. */
export interface Observed {
  /** False when there was no alarm to go to. */
  readonly hasSkipped: boolean;
  readonly isFinished: boolean;
  /** Tells an instance that did not come to what was awaited: `order ("1") is still Running, …`. */
  readonly standing: string;
}

export interface Operations {
  readonly url: () => string;
  readonly start: (request: { name: string; input: string | null; instanceId?: string }) => string;
  readonly status: (instanceId: string) => InstanceStatus | undefined;
  readonly history: (instanceId: string) => readonly RecordedEvent[];
  readonly steps: (instanceId: string) => readonly string[];
  readonly result: (instanceId: string) => unknown;
  readonly raiseEvent: (event: { instanceId: string; name: string; input: string | null }) => void;
  readonly terminate: (request: { instanceId: string; reason: string | null }) => void;
  readonly observe: (observation: Observation) => Observed;
  readonly entityState: (entity: { name: string; key: string }) => unknown;
  readonly signalEntity: (signal: EntityOperation) => void;
  /** From now on the test carries out the executions of this activity. */
  readonly fake: (activity: string) => void;
  /** Null for all. */
  readonly unfake: (activity: string | null) => void;
  readonly answerCall: (answer: { callId: number; reply: ActivityReply }) => void;
  readonly runReal: (call: { callId: number; input: string | null }) => ActivityReply;
  readonly calls: (activity: string) => readonly ActivityCall[];
  readonly recording: (instanceId: string) => Recording;
  readonly replay: (recording: Recording, options: ReplayOptions) => Replayed | Divergence;
  readonly spans: () => readonly HostSpan[];
  readonly skip: (milliseconds: number) => void;
  readonly settled: () => void;
  readonly now: () => number;
  /** The app's next host, whose clock begins at `startTime`; gives its URL. */
  readonly reset: (startTime: number) => string;
  readonly stop: () => void;
}

export type OperationName = keyof Operations;

/** `text` is the JSON of the list of arguments. */
export interface Request {
  readonly id: number;
  readonly operation: OperationName;
  readonly text: string;
}

/** `text` is the JSON of the value, absent for undefined. */
export type Answer =
  | { readonly type: 'done'; readonly id: number; readonly text?: string }
  | { readonly type: 'refused'; readonly id: number; readonly reason: string };

/** What the thread says unasked; the `text` of a call is a `FakeCall`, the one of something seen a `Snapshot`. */
export type Notice =
  | { readonly type: 'line'; readonly line: string }
  | { readonly type: 'call'; readonly text: string }
  | { readonly type: 'seen'; readonly watch: number; readonly text: string };

export type Message = Answer | Notice;
