import type { HttpMethod, HttpRequest, HttpResponse, HttpResponseInit } from '@azure/functions';
import * as df from 'durable-functions';
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
    log: (message: string) => void,
  ) => Promise<HttpResponseInit | HttpResponse>;
}

export function registerRoute({ name, methods, route, authLevel, handler }: RegisteredRoute): void {
  df.app.client.http(name, {
    methods: [...methods],
    route,
    authLevel,
    handler: (request, client, context) => {
      const answer = () => handler(request, tracedClient(client), (message) => context.error(message));
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
