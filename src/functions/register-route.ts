import type { HttpMethod, HttpRequest, HttpResponse, HttpResponseInit } from '@azure/functions';
import * as df from 'durable-functions';
import { errorTypeOf } from '../shared/error-type';
import { attribute } from '../telemetry/contract';
import { type HostLog, log } from '../telemetry/log';
import { inSpan, tell } from '../telemetry/spans';
import { tracedClient } from './traced-client';

interface RegisteredRoute {
  readonly name: string;
  readonly methods: readonly HttpMethod[];
  /** Below the route prefix, as `processes/purchase/{id}`. */
  readonly route: string;
  readonly authLevel: 'anonymous' | 'function';
  readonly handler: (
    request: HttpRequest,
    client: df.DurableClient,
    tell: (unexpected: unknown) => void,
  ) => Promise<HttpResponseInit | HttpResponse>;
}

export function registerRoute({ name, methods, route, authLevel, handler }: RegisteredRoute): void {
  df.app.client.http(name, {
    methods: [...methods],
    route,
    authLevel,
    handler: (request, client, context) => {
      const answer = () => handler(request, tracedClient(client), (error) => tellFailure(context, route, error));
      return request.method === 'GET' ? answer() : inSpan(name, {}, () => tellStatus(answer()));
    },
  });
}

/** What is read is told of by the host; what is changed goes on elsewhere, and has to be found from there. */
async function tellStatus(answer: ReturnType<RegisteredRoute['handler']>) {
  const { status = 200 } = await answer;
  tell({ 'http.response.status_code': status });
  return answer;
}

/** Without the message, which may quote what somebody sent: the kind of error, and where it was thrown. */
function tellFailure(hostLog: HostLog, route: string, error: unknown): void {
  log(hostLog, 'request.failed', {
    'http.route': route,
    [attribute.errorType]: errorTypeOf(error),
    'exception.stacktrace': framesOf(error),
  });
}

function framesOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  // A line of the message may look like a frame.
  const lines = error.stack?.replace(error.message, '').split('\n');
  return lines?.filter((line) => /^\s+at /.test(line)).join('\n');
}
