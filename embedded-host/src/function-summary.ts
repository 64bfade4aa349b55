import { httpEndpoint, isHttp } from './bindings/http-trigger';
import type { RegisteredFunction } from './app-loader/registry';
import { fullRoute } from './http/app-routes';

/** A function as a host presents it to people and tools. */
export interface FunctionSummary {
  readonly name: string;
  /** Trigger type as registered, for example `orchestrationTrigger`. */
  readonly trigger: string;
  readonly http?: { readonly methods: readonly string[]; readonly url: string };
}

export function summarize(registered: RegisteredFunction, origin: string, routePrefix: string): FunctionSummary {
  const { name, trigger } = registered;
  if (!isHttp(registered)) return { name, trigger: trigger.type };
  const endpoint = httpEndpoint(registered);
  return {
    name,
    trigger: trigger.type,
    http: { methods: endpoint.methods, url: `${origin}/${fullRoute(endpoint, routePrefix)}` },
  };
}
