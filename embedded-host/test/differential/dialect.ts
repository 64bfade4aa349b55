/** What a story may say: the words that both SDKs have. A story is written once and told on both engines. */

/** A task of one of the SDKs; a story only yields it, compares it and asks for its result. */
export type Step = object;

export interface Timer extends Step {
  cancel(): void;
}

export interface Retry {
  readonly firstDelayMs: number;
  readonly attempts: number;
}

export interface Dialect {
  readonly instanceId: string;
  activity(name: string, input: unknown, retry?: Retry): Step;
  /** `id` of the child instance; one of the SDK's choice when absent. */
  child(story: string, input: unknown, options?: { readonly id?: string; readonly retry?: Retry }): Step;
  timer(ms: number): Timer;
  event(name: string): Step;
  all(steps: readonly Step[]): Step;
  /** Its result is the step that won. */
  any(steps: readonly Step[]): Step;
  resultOf(step: Step): unknown;
  customStatus(value: unknown): void;
  continueAsNew(input: unknown): void;
}

export type Story = (say: Dialect, input: unknown) => Generator<Step, unknown, unknown>;

/** Stories and activities by name. */
export interface Library {
  readonly stories: Readonly<Record<string, Story>>;
  /** `attempt` counts the calls with one input in one instance, from 1. */
  readonly activities: Readonly<Record<string, (input: unknown, attempt: number) => unknown>>;
}

/** What is done to an instance from outside, each after everything before it has settled. */
export type Deed =
  | { readonly do: 'raise'; readonly event: string; readonly value: unknown }
  | { readonly do: 'terminate'; readonly reason: string }
  | { readonly do: 'suspend' }
  | { readonly do: 'resume' }
  | { readonly do: 'pass'; readonly ms: number };

export interface Performance {
  readonly story: string;
  readonly input?: unknown;
  readonly deeds?: readonly Deed[];
}

/** How an instance ended, in words that both engines share. */
export interface Ending {
  readonly status: string;
  /** The result; for a failure the text of the error. */
  readonly output: unknown;
  readonly customStatus: unknown;
  readonly events: readonly string[];
}
