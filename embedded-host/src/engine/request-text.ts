/** The JSON texts that go to and come from entities, with the members that the real extension writes. */
import { parseEntityId } from './entity-id';
import type { InstanceIdentity } from './turn';

const NAMESPACE = 'Microsoft.Azure.WebJobs.Extensions.DurableTask';

interface Request {
  readonly requestId: string;
  readonly operation: string;
  readonly input: string | null;
  readonly replyTo: string | null;
}

interface LockRequest {
  readonly requestId: string;
  readonly lockSet: readonly string[];
}

/** `Input` of an EventSent; the SDK reads its `id` only. */
export function requestText(parent: InstanceIdentity, request: Request, at: number): string {
  const time = new Date(at).toISOString();
  return JSON.stringify({
    $type: `${NAMESPACE}.RequestMessage, ${NAMESPACE}`,
    op: request.operation,
    ...(request.replyTo === null && { signal: true }),
    ...(request.input !== null && { input: request.input }),
    id: request.requestId,
    parent: parent.id,
    parentExecution: parent.executionId,
    Timestamp: time,
    Predecessor: '0001-01-01T00:00:00',
    requestTime: time,
  });
}

/** `Input` of the EventSent that asks for a critical section. */
export function lockText(parent: InstanceIdentity, request: LockRequest, at: number): string {
  const time = new Date(at).toISOString();
  return JSON.stringify({
    $type: `${NAMESPACE}.RequestMessage, ${NAMESPACE}`,
    op: null,
    id: request.requestId,
    parent: parent.id,
    parentExecution: parent.executionId,
    lockset: request.lockSet.map(parseEntityId),
    pos: 0,
    Timestamp: time,
    Predecessor: '0001-01-01T00:00:00',
    requestTime: time,
  });
}

/** `Input` of the EventSent that ends a critical section. */
export function releaseText(parent: InstanceIdentity, requestId: string): string {
  return JSON.stringify({
    $type: `${NAMESPACE}.ReleaseMessage, ${NAMESPACE}`,
    parent: parent.id,
    id: requestId,
  });
}

/** `Input` of the EventRaised that answers a call. `result` is JSON text or null. */
export function responseText(result: string | null, isError: boolean): string {
  return JSON.stringify({
    $type: `${NAMESPACE}.ResponseMessage, ${NAMESPACE}`,
    result,
    ...(isError && { exceptionType: 'Error' }),
  });
}
