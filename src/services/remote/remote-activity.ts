/**
 * A real service behind the contract of an activity: `POST <url>/<operation>` with the payload as JSON.
 *
 *   2xx                      the answer, in the shape of the contract; anything else is a fault
 *   408, 409, 425, 429, 5xx  a fault, retried by the policy of the contract. 409 because a service that keeps
 *                            idempotency keys gives it while the first request with the key still runs
 *   any other 4xx            a refusal: the body, if it has the shape of the contract; else the contract's `refusedAs`
 *                            with the title of the problem+json body as reason. Where the contract knows no refusal
 *                            (an undo), a fault
 *   no answer, time limit    a fault
 *
 * Only status codes and names of fields get into messages: they end in histories and logs.
 */
import type { ActivityContract, ActivityImplementation } from '../../shared/contract';
import { AppError } from '../../shared/errors';
import { formatIdempotencyKey } from '../../shared/idempotency-key';
import { implementActivity, type RunningCall } from '../../shared/implement-activity';
import { Problem } from '../../shared/problem';

const RETRIED: readonly number[] = [408, 409, 425, 429];

export function remoteActivity(contract: ActivityContract, baseUrl: string): ActivityImplementation {
  const url = operationUrl(contract, baseUrl);
  return implementActivity(contract, async (payload, call) => {
    const { status, body } = await post(contract, url, payload, call);
    if (status >= 200 && status < 300) return body;
    if (status < 400 || status >= 500 || RETRIED.includes(status)) throw unavailable(contract, `answered ${status}`);
    return refusalOf(contract, status, body);
  });
}

/** The query stays, because some hosts want their access key there. */
function operationUrl({ name }: ActivityContract, baseUrl: string): URL {
  const url = new URL(baseUrl);
  const operation = name.slice(name.indexOf('.') + 1);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${operation}`;
  return url;
}

async function post(contract: ActivityContract, url: URL, payload: unknown, call: RunningCall) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: headersOf(call),
      body: JSON.stringify(payload),
      signal: call.signal,
      // A payment that is sent on to wherever a redirect points would leave the configured service.
      redirect: 'error',
    });
    return { status: response.status, body: jsonOf(await response.text()) };
  } catch (cause) {
    throw call.signal.aborted ? cause : unavailable(contract, 'could not be reached', cause);
  }
}

function headersOf({ idempotencyKey, traceparent }: RunningCall): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: 'application/json, application/problem+json',
    'idempotency-key': formatIdempotencyKey(idempotencyKey),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/** A body that is no JSON is no answer: the contract will not let it pass. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusalOf(contract: ActivityContract, status: number, body: unknown): unknown {
  const answer = contract.output.safeParse(body);
  if (answer.success) return answer.data;
  const { refusedAs, name } = contract;
  if (refusedAs === undefined) throw new AppError('service.requestRejected', { detail: `${name} answered ${status}` });
  return { outcome: refusedAs, reason: reasonOf(body, status) };
}

/** The title, which RFC 9457 keeps free of the particulars of the case. */
function reasonOf(body: unknown, status: number): string {
  const { title } = Problem.safeParse(body).data ?? {};
  return title ? title.slice(0, 200) : `HTTP ${status}`;
}

function unavailable({ name }: ActivityContract, what: string, cause?: unknown): AppError {
  return new AppError('service.unavailable', { detail: `${name} ${what}`, cause });
}
