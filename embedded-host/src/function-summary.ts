import { isEmulated } from './bindings/emulated';
import { httpEndpoint, isHttp } from './bindings/http-trigger';
import type { RegisteredFunction } from './app-loader/registry';
import { fullRoute } from './http/app-routes';

/** A function as a host presents it to people and tools. */
export interface FunctionSummary {
  readonly name: string;
  /** Trigger type as registered, for example `orchestrationTrigger`. */
  readonly trigger: string;
  /** False: nothing triggers it here; it can be invoked with `POST /admin/functions/{name}`. */
  readonly isEmulated: boolean;
  readonly http?: { readonly methods: readonly string[]; readonly url: string };
}

export function summarize(registered: RegisteredFunction, origin: string, routePrefix: string): FunctionSummary {
  const { name, trigger } = registered;
  if (!isHttp(registered)) return { name, trigger: trigger.type, isEmulated: isEmulated(registered) };
  const endpoint = httpEndpoint(registered);
  return {
    name,
    trigger: trigger.type,
    isEmulated: true,
    http: { methods: endpoint.methods, url: `${origin}/${fullRoute(endpoint, routePrefix)}` },
  };
}
