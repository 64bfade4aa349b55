/**
 * The actions that the SDK returns from an orchestrator function, as far as the engine reads them
 * (durable-functions 3.5, `lib/src/actions`). Leaves are the actions that are not `WhenAll` or `WhenAny`.
 */
export const ActionType = {
  CallActivity: 0,
  CallActivityWithRetry: 1,
  CallSubOrchestrator: 2,
  CallSubOrchestratorWithRetry: 3,
  ContinueAsNew: 4,
  CreateTimer: 5,
  WaitForExternalEvent: 6,
  CallEntity: 7,
  CallHttp: 8,
  SignalEntity: 9,
  ScheduledSignalEntity: 10,
  WhenAny: 11,
  WhenAll: 12,
  LockEntities: 13,
  ReleaseEntities: 14,
} as const;

export interface RetryOptions {
  readonly firstRetryIntervalInMilliseconds: number;
  readonly maxNumberOfAttempts: number;
  readonly backoffCoefficient?: number;
  readonly maxRetryIntervalInMilliseconds?: number;
  readonly retryTimeoutInMilliseconds?: number;
}

/** One action as the SDK made it: a live object in the process, or parsed JSON out of a failure. */
export interface Action {
  readonly actionType: number;
  readonly functionName?: string;
  readonly instanceId?: string;
  readonly version?: string;
  readonly input?: unknown;
  readonly retryOptions?: RetryOptions;
  readonly fireAt?: Date | string;
  readonly isCanceled?: boolean;
  readonly externalEventName?: string;
  readonly operation?: string;
  readonly httpRequest?: object;
  readonly lockSet?: readonly { readonly name: string; readonly key: string }[];
  readonly lockRequestId?: string;
  readonly compoundActions?: readonly Action[];
}

/**
 * The leaves below `actions`, depth first, each object once: a task that is yielded again inside another compound
 * action is the same object, takes no new sequence id and must not be scheduled twice.
 */
export function distinctLeaves(actions: readonly Action[]): Action[] {
  const leaves = new Set<Action>();
  const visit = (action: Action): void => {
    if (action.compoundActions) action.compoundActions.forEach(visit);
    else leaves.add(action);
  };
  actions.forEach(visit);
  return [...leaves];
}

/**
 * The JSON text under which an activity or a continued execution receives its input. For these actions the SDK has
 * already turned a string into JSON text; every other value is still a value.
 */
export function encodedInput(input: unknown): string | null {
  if (input === undefined) return null;
  return typeof input === 'string' ? input : JSON.stringify(input);
}

/** The JSON text of an input that the SDK hands over as it is (sub-orchestrations, entities); null is no input. */
export function rawInput(input: unknown): string | null {
  return input === undefined || input === null ? null : JSON.stringify(input);
}

export function fireTime(action: Action): number {
  const fireAt = action.fireAt;
  return fireAt instanceof Date ? fireAt.getTime() : Date.parse(fireAt ?? '');
}
