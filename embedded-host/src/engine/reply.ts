/** Reads what an orchestrator function gave back: a state object, or an exception that carries one behind a marker. */
import type { Action } from './actions';
import { ActionType, distinctLeaves, encodedInput } from './actions';
import type { FailureDetails } from './history';
import type { OrchestratorReply } from './runner';
import type { Invocation } from './tracing';

const MARKER = '$OutOfProcData$:';

export type OrchestratorEnd =
  | { readonly type: 'none' }
  | { readonly type: 'completed'; readonly output: string | null }
  | {
      readonly type: 'continuedAsNew';
      readonly input: string | null;
      /** How much of its history it had seen by then, all of it when absent: see `decision-point.ts`. */
      readonly seen?: number;
    }
  | { readonly type: 'failed'; readonly message: string; readonly failureDetails: FailureDetails | null };

export interface OrchestratorDecision {
  /** All top-level actions since the start of the execution, in order of the yields. */
  readonly actions: readonly Action[];
  /** The leaves below them, each once. */
  readonly leaves: readonly Action[];
  /** False when the actions were parsed from text, so that repeated leaves are equal but not identical. */
  readonly live: boolean;
  /** JSON text. */
  readonly customStatus: string | null;
  readonly end: OrchestratorEnd;
  /** The execution that came to it, if the host has measured it. */
  readonly invocation?: Invocation;
}

/** The members of the SDK's `OrchestratorState` that matter here. */
interface StateObject {
  readonly isDone?: boolean;
  readonly actions?: readonly (readonly Action[])[];
  readonly output?: unknown;
  readonly customStatus?: unknown;
  readonly error?: string;
  readonly failureDetails?: FailureDetails;
}

export function readReply(reply: OrchestratorReply): OrchestratorDecision {
  if (reply.type === 'threw') return readFailure(reply.message);
  if (typeof reply.state !== 'object' || reply.state === null) {
    return failure({}, 'The orchestrator function returned no state. Is it registered with df.app.orchestration?');
  }
  // The SDK's own OrchestratorState: its shape is fixed by the protocol.
  const state = reply.state as StateObject;
  const actions = (state.actions ?? []).flat();
  return {
    actions,
    leaves: distinctLeaves(actions),
    live: true,
    customStatus: text(state.customStatus),
    end: endOf(state, actions),
  };
}

function endOf(state: StateObject, actions: readonly Action[]): OrchestratorEnd {
  if (state.isDone !== true) return { type: 'none' };
  // `isDone` together with this action means "start over", not "completed".
  const again = actions.find((action) => action.actionType === ActionType.ContinueAsNew);
  if (again) return { type: 'continuedAsNew', input: encodedInput(again.input) };
  return { type: 'completed', output: text(state.output) };
}

/** A throw is a failure whatever the fields of the state say: `throw 'text'` leaves no `error` and `isDone: false`. */
function readFailure(message: string): OrchestratorDecision {
  const at = message.indexOf(MARKER);
  if (at < 0) return failure({}, message);
  const state = parseState(message.slice(at + MARKER.length));
  return failure(state, state.error ?? 'The orchestrator threw something that is not an Error with a message.');
}

function failure(state: StateObject, message: string): OrchestratorDecision {
  const actions = (state.actions ?? []).flat();
  return {
    actions,
    leaves: distinctLeaves(actions),
    live: false,
    customStatus: text(state.customStatus),
    end: { type: 'failed', message, failureDetails: state.failureDetails ?? null },
  };
}

function parseState(json: string): StateObject {
  try {
    // Written by the SDK's OrchestratorState.toJSON.
    return JSON.parse(json) as StateObject;
  } catch {
    return { error: json };
  }
}

function text(value: unknown): string | null {
  // Functions and symbols have no JSON form: `stringify` gives undefined for them, against its declared type.
  const json = JSON.stringify(value) as string | undefined;
  return json ?? null;
}
