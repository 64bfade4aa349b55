/**
 * What the test's side and the host's thread say to each other. Everything crosses as JSON text: so the values that a
 * test receives are made in its own realm, and jest's `toStrictEqual` and `instanceof` work on them.
 */
import type { HistoryEvent } from '../engine/history';
import type { InstanceStatus } from '../http/management/contract';

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

export interface Operations {
  readonly url: () => string;
  readonly start: (request: { name: string; input: string | null; instanceId?: string }) => string;
  readonly status: (instanceId: string) => InstanceStatus | undefined;
  readonly history: (instanceId: string) => readonly RecordedEvent[];
  readonly steps: (instanceId: string) => readonly string[];
  readonly result: (instanceId: string) => unknown;
  readonly raiseEvent: (event: { instanceId: string; name: string; input: string | null }) => void;
  readonly terminate: (request: { instanceId: string; reason: string | null }) => void;
  readonly entityState: (entity: { name: string; key: string }) => unknown;
  readonly signalEntity: (signal: EntityOperation) => void;
  readonly skip: (milliseconds: number) => void;
  readonly settled: () => void;
  readonly now: () => number;
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
export type Message =
  | { readonly type: 'line'; readonly line: string }
  | { readonly type: 'done'; readonly id: number; readonly text?: string }
  | { readonly type: 'refused'; readonly id: number; readonly reason: string };
