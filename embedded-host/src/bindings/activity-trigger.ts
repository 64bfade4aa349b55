import type { ActivityReply, ActivityRequest } from '../engine/runner';
import { callDurable, contextOf } from './call-durable';
import type { InvocationScope } from './invoke';
import { jsonText } from './json-text';
import type { ExecutedFunction } from './observed-call';
import { describeThrown } from './thrown';

/** One execution of an activity. */
export async function runActivity(
  scope: InvocationScope,
  { durable, execution }: ExecutedFunction,
  request: ActivityRequest,
): Promise<ActivityReply> {
  const call = { durable, input: parseInput(request.input), instanceId: request.instanceId, execution };
  const context = contextOf(scope, call);
  const about = { functionName: durable.registered.name, invocationId: context.invocationId };
  try {
    const running = callDurable(scope, call, context);
    const result = toJsonText(await scope.timeLimit.guard(durable.registered.name, running));
    scope.log.debug('Executed', about);
    return { type: 'completed', result };
  } catch (error) {
    const thrown = describeThrown(error);
    scope.log.failure(thrown.stack, about);
    return { type: 'failed', ...thrown };
  }
}

/** As the library converts a text from the host: JSON if it is JSON, else the text itself; nothing is undefined. */
function parseInput(input: string | null): unknown {
  if (input === null) return undefined;
  try {
    return JSON.parse(input);
  } catch {
    return input;
  }
}

/** As the library and the real host convert a return value: no value is null, binary is base64 text. */
export function toJsonText(value: unknown): string {
  const bytes = bytesOf(value);
  return jsonText(bytes ? bytes.toString('base64') : value) ?? 'null';
}

function bytesOf(value: unknown): Buffer | undefined {
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return value instanceof ArrayBuffer ? Buffer.from(value) : undefined;
}
