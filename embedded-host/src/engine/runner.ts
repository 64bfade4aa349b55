/**
 * The runner port: how the engine has the app's functions executed. The engine never sees Azure Functions itself;
 * `bindings/` implements this port on the loaded app.
 */
import type { HistoryEvent } from './history';
import type { SpanContext } from './trace-context';
import type { Invocation } from './tracing';

export type DurableFunctionKind = 'orchestrator' | 'activity' | 'entity';

/** What an orchestrator function is handed (protocol of the Durable Functions extension, schema V4). */
export interface OrchestratorRequest {
  readonly name: string;
  readonly instanceId: string;
  readonly parentInstanceId: string | null;
  /** Whole history of the current execution. The runner must not keep or change it. */
  readonly history: readonly HistoryEvent[];
  /** JSON text. */
  readonly input: string | null;
  readonly isReplaying: boolean;
  /** The span that the function runs in: the same in every replay. Absent when it is not traced. */
  readonly span?: SpanContext;
}

/** Told with the answer to a request that has a span. */
interface Measured {
  readonly invocation?: Invocation;
}

/** Either the state object that the SDK returned (the very object: leaves are told apart by identity) or its failure. */
export type OrchestratorReply = Measured &
  (
    | { readonly type: 'state'; readonly state: unknown }
    | { readonly type: 'threw'; readonly message: string; readonly stack: string }
  );

export interface ActivityRequest {
  readonly name: string;
  readonly instanceId: string;
  readonly taskId: number;
  /** JSON text; null = no input. */
  readonly input: string | null;
  /** 1 for the first execution, counted up by durable retries. */
  readonly attempt: number;
  /** The span of this execution; absent when it is not traced. */
  readonly span?: SpanContext;
}

/** `result` is JSON text (`null` for undefined). */
export type ActivityReply = Measured &
  (
    | { readonly type: 'completed'; readonly result: string }
    | { readonly type: 'failed'; readonly message: string; readonly stack: string }
  );

export interface EntityOperation {
  readonly name: string;
  /** JSON text or null. */
  readonly input: string | null;
  readonly isSignal: boolean;
  readonly id: string;
}

export interface EntityRequest {
  readonly name: string;
  readonly key: string;
  readonly exists: boolean;
  /** JSON text or null. */
  readonly state: string | null;
  readonly batch: readonly EntityOperation[];
}

/** The SDK's `EntityState` (still unchecked), or the reason why the function as a whole failed. */
export type EntityReply =
  | { readonly type: 'state'; readonly state: unknown }
  | { readonly type: 'threw'; readonly message: string; readonly stack: string };

export interface FunctionRunner {
  /** The registered spelling of a function's name (names ignore case), undefined if the app has none of that kind. */
  resolve(kind: DurableFunctionKind, name: string): string | undefined;
  /** Registered names, in order of registration. */
  names(kind: DurableFunctionKind): readonly string[];
  /** None of these reject: every failure of the function is a reply. */
  runOrchestrator(request: OrchestratorRequest): Promise<OrchestratorReply>;
  runActivity(request: ActivityRequest): Promise<ActivityReply>;
  runEntity(request: EntityRequest): Promise<EntityReply>;
}
