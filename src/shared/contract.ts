/**
 * Contract types: what others know of a process, a service or an entity. A contract is data, so that processes, adapters,
 * tests and documents read names, shapes and retry policies from one place.
 */
import type { z } from 'zod';

/** What a search may ask for besides state, time and business key: never personal data. */
export type SearchAttributes = Readonly<Record<string, string | number | boolean>>;

/** The door of a process: what it is called, what it takes, what it is told meanwhile and what it ends with. */
export interface ProcessContract<Input extends z.ZodType = z.ZodType, Result extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The version that new instances start with, from 1; running ones finish on the version they started with. */
  readonly version: number;
  readonly input: Input;
  readonly result: Result;
  /** What customers or other services may send to a running instance, by the name of the event. */
  readonly events?: Readonly<Record<string, z.ZodType>>;
  /** The event that cancels an instance behind its pivot; without one, a cancellation comes too late there. */
  readonly lateCancellation?: string;
  /** The roles of which one is needed to start it; everybody who is known may when absent. */
  readonly startRoles?: readonly string[];
  /** Whether a start has to carry an `Idempotency-Key`. */
  readonly idempotencyKey: 'required' | 'optional';
  // Methods, because a contract of a narrower input has to fit into a list of contracts.
  /** By what the business names an instance, as an order number; events find the instance by it. */
  businessKey?(input: z.output<Input>): string;
  /** The first version whose instances announce their business key; all of them when absent. */
  readonly announcedSince?: number;
  attributes?(input: z.output<Input>): SearchAttributes;
  /** What the retention may keep of an input, where no erasure reaches it: no personal data. All of it when absent. */
  exported?(input: z.output<Input>): object;
}

/** Durable retry policy of an activity; times in milliseconds. Only faults are retried: a refusal is an answer. */
export interface RetryPolicy {
  readonly firstDelayMs: number;
  /** First execution included. */
  readonly attempts: number;
  /** Each delay is the one before times this. */
  readonly backoff: number;
  readonly maxDelayMs: number;
  /** The share of each delay, from 0 to 1, by which it may come earlier, so that not all who failed come back at once. */
  readonly jitter?: number;
}

/** One operation of a service, called as an activity named `<service>.<operation>`. */
export interface ActivityContract<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly name: `${string}.${string}`;
  readonly input: Input;
  readonly output: Output;
  readonly retry: RetryPolicy;
  /** Of the service, and the same in all its contracts; absent where a service has no circuit breaker. */
  readonly breaker?: { readonly faults: number; readonly openMs: number };
  /** How long one attempt may take before it counts as failed. */
  readonly timeoutMs: number;
  /** The outcome that says no, given with a `reason`; absent where the operation cannot be refused, as in an undo. */
  readonly refusedAs?: string;
}

/** What travels as the input of every activity: the payload of the contract and the key that makes it safe to repeat. */
export interface ActivityEnvelope<Payload = unknown> {
  /** `<instance id>/<step>`: the same over retries, replays and crashes; another one for each effect. */
  readonly idempotencyKey: string;
  readonly payload: Payload;
  /** Absent in what was scheduled before telemetry told of it. */
  readonly about?: AboutStep | undefined;
}

/** What telemetry tells of an attempt besides its step; it decides nothing. */
export interface AboutStep {
  readonly process: string;
  readonly version?: number | undefined;
  readonly businessKey?: string | undefined;
  /** From 1. */
  readonly attempt: number;
  /** Set on what undoes. */
  readonly compensation?: true | undefined;
}

/** What an activity's implementation is told besides its payload. */
export interface ActivityCall {
  readonly idempotencyKey: string;
  /** W3C trace context, handed on to real services. */
  readonly traceparent?: string | undefined;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
}

/** An activity ready to run; see `implementActivity`. */
export interface ActivityImplementation {
  readonly contract: ActivityContract;
  /** Parses the payload and the answer by the contract; throws an AppError for a fault. */
  readonly handle: (payload: unknown, call: ActivityCall) => Promise<unknown>;
}

/** One operation of a durable entity. */
export interface EntityOperationContract<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly output: Output;
}

export interface EntityContract<
  Operations extends Record<string, EntityOperationContract> = Record<string, EntityOperationContract>,
  State extends z.ZodType = z.ZodType,
> {
  readonly name: string;
  /** The stored state, as a reader of the entity finds it. */
  readonly state: State;
  readonly operations: Operations;
}

/** The new state and what the caller is told. */
export interface Applied<State, Answer> {
  readonly state: State;
  readonly answer: Answer;
}

/** What an entity does: pure functions from state and input to state and answer. Time comes with the input. */
export interface EntityBehaviour<Contract extends EntityContract> {
  readonly contract: Contract;
  /** The state of an entity that nobody has used yet. */
  readonly initialState: (key: string) => z.output<Contract['state']>;
  readonly operations: {
    readonly [Name in keyof Contract['operations']]: (
      state: z.output<Contract['state']>,
      input: z.output<Contract['operations'][Name]['input']>,
    ) => Applied<z.output<Contract['state']>, z.input<Contract['operations'][Name]['output']>>;
  };
}

/** An entity ready to run, its types erased behind its parsers; see `implementEntity`. */
export interface EntityImplementation {
  readonly contract: EntityContract;
  /** Parses stored state (`undefined` on first use), input and answer; throws an AppError for an unknown operation. */
  readonly apply: (call: EntityCall) => Applied<unknown, unknown>;
}

export interface EntityCall {
  readonly key: string;
  readonly operation: string;
  readonly state: unknown;
  readonly input: unknown;
}

/** What an operation has made of the stored state, which is `undefined` before the first one. */
export interface EntityChange {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}
