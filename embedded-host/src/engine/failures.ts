/** The texts and details under which failures appear in histories, in `catch` blocks and in the status. */
import type { FailureDetails } from './history';
import type { DurableFunctionKind } from './runner';

export interface Failure {
  readonly reason: string;
  readonly details: string;
  readonly failureDetails: FailureDetails | null;
}

/** Two blanks before the message, as the real host writes it. */
export function activityFailure(name: string, message: string, stack: string): Failure {
  const described = describedError(message);
  const text = described?.ErrorMessage ?? message;
  return {
    reason: `Activity function '${name}' failed:  ${text}`,
    details: described ? (described.StackTrace ?? '') : stack,
    failureDetails: described,
  };
}

export function orchestratorFailureText(name: string, message: string): string {
  return `Orchestrator function '${name}' failed: ${message}`;
}

export function childFailure(outputText: string, message: string, failureDetails: FailureDetails | null): Failure {
  return { reason: outputText, details: `Message: ${message}, StackTrace: `, failureDetails };
}

export function unknownFunctionText(kind: DurableFunctionKind, name: string, known: readonly string[]): string {
  const label = kind === 'activity' ? 'an activity' : kind === 'entity' ? 'an entity' : 'an orchestrator';
  const names = known.map((each) => `'${each}'`).join(', ');
  const list = names === '' ? 'No functions of that kind are registered.' : knownFunctions(kind, names);
  return `The function '${name}' doesn't exist, is disabled, or is not ${label} function. Additional info: ${list}`;
}

function knownFunctions(kind: DurableFunctionKind, names: string): string {
  return `The following are the known ${kind} functions: ${names}.`;
}

/**
 * With `df.app.setExceptionPropertiesProvider` the SDK throws an error whose message is a JSON description of the
 * original one; it becomes `FailureDetails`, and the user sees the original message.
 */
function describedError(message: string): FailureDetails | null {
  if (!message.startsWith('{')) return null;
  try {
    const parsed: unknown = JSON.parse(message);
    return isDescription(parsed) ? toFailureDetails(parsed) : null;
  } catch {
    return null;
  }
}

interface ErrorDescription {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stackTrace?: string;
  readonly isNonRetriable?: boolean;
  readonly properties?: Record<string, unknown>;
  readonly innerFailure?: unknown;
}

function isDescription(value: unknown): value is ErrorDescription {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'errorType' in value &&
    typeof value.errorType === 'string' &&
    'errorMessage' in value &&
    typeof value.errorMessage === 'string'
  );
}

function toFailureDetails(error: ErrorDescription): FailureDetails {
  return {
    ErrorType: error.errorType,
    ErrorMessage: error.errorMessage,
    StackTrace: error.stackTrace ?? null,
    InnerFailure: isDescription(error.innerFailure) ? toFailureDetails(error.innerFailure) : null,
    IsNonRetriable: error.isNonRetriable ?? false,
    Properties: error.properties ?? null,
  };
}
