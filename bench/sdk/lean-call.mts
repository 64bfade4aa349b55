/** The cheapest call of the SDK that gives right answers: live objects, nothing through JSON, nothing walked twice. */
const DAY_MS = 86_400_000;

const protocol = {
  parentInstanceId: '',
  upperSchemaVersion: 3,
  upperSchemaVersionNew: 3,
  longRunningTimerIntervalDuration: 3 * DAY_MS,
  maximumShortTimerDuration: 6 * DAY_MS,
  defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
};

export interface ReplayRequest {
  readonly instanceId: string;
  readonly history: readonly object[];
  /** JSON text: each replay gets an input of its own. */
  readonly input: string;
}

/** History and input are not enumerable, so that the SDK does not search them for texts that are dates. */
export function triggerOf({ instanceId, history, input }: ReplayRequest): object {
  const trigger = { ...protocol, instanceId, isReplaying: history.length > 2 };
  return Object.defineProperties(trigger, {
    history: { value: history },
    input: { value: JSON.parse(input) as unknown },
  });
}

const nothing = { get: () => undefined, set: () => undefined };
const options = {};

/** The surface of an `InvocationContext`, without the weak maps that make the real one dear for the garbage collector. */
export class LeanContext {
  readonly functionName: string;
  readonly invocationId: string;
  readonly extraInputs = nothing;
  readonly extraOutputs = nothing;
  readonly options = options;

  constructor(functionName: string, invocationId: string) {
    this.functionName = functionName;
    this.invocationId = invocationId;
  }

  log(): void {
    // Nobody listens.
  }

  warn(): void {
    // Nobody listens.
  }
}
