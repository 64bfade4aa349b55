import type { Answer } from './operation';
import type { ErrorBody } from './contract';

/** The error answers of the extension; stack traces of the .NET host have no counterpart here. */
function exceptionBody(message: string, exceptionMessage: string, exceptionType: string): ErrorBody {
  return { Message: message, ExceptionMessage: exceptionMessage, ExceptionType: exceptionType, StackTrace: '' };
}

export function invalidJson(problem: string): Answer {
  return { status: 400, body: exceptionBody('Invalid JSON content', problem, 'Newtonsoft.Json.JsonReaderException') };
}

export function invalidArgument(problem: string): Answer {
  const message = 'One or more of the arguments submitted is incorrect';
  return { status: 400, body: exceptionBody(message, problem, 'System.ArgumentException') };
}

export function message(status: number, text: string): Answer {
  return { status, body: { Message: text } satisfies ErrorBody };
}

export function unknownInstanceToRestart(instanceId: string): Answer {
  const problem = `No instance with ID '${instanceId}' was found. (Parameter 'instanceId')`;
  const text = 'InstanceId does not match a valid orchestration instance.';
  return { status: 400, body: exceptionBody(text, problem, 'System.ArgumentException') };
}

/** The real host has no such answer: its queues grow instead. */
export const overloaded: Answer = {
  status: 429,
  headers: { 'retry-after': '1' },
  body: { Message: 'More work is waiting than this host holds at once. Try again in a moment.' } satisfies ErrorBody,
};

export function idInUse(status: string): Answer {
  const text = 'A non-terminal instance with this instance ID already exists.';
  const problem = `An Orchestration instance with the status ${status} already exists.`;
  const type = 'DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException';
  return { status: 409, body: exceptionBody(text, problem, type) };
}

export function wrongState(action: 'suspend' | 'resume', instanceId: string, status: string): Answer {
  const problem = `Cannot ${action} the orchestration instance ${instanceId} because instance is in the ${status} state.`;
  return serverError(problem, 'System.InvalidOperationException');
}

export function serverError(problem: string, type = 'System.Exception'): Answer {
  return { status: 500, body: exceptionBody('Something went wrong while processing your request', problem, type) };
}
