import type { HttpMethod, HttpRequest, HttpResponse, HttpResponseInit } from '@azure/functions';
import * as df from 'durable-functions';

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
    handler: (request, client, context) => handler(request, client, (message) => context.error(message)),
  });
}
