/** Finds the HTTP function for a request, by the rules of the Functions host. */
import type { HttpEndpoint } from '../bindings/http-trigger';
import { problemOf } from '../errors';
import type { Log } from '../log';
import type { RouteMatcher, RouteParameters } from './route-template';
import { compileRoute, decodePath } from './route-template';

export interface RouteMatch {
  readonly endpoint: HttpEndpoint;
  readonly params: RouteParameters;
}

interface Route {
  readonly endpoint: HttpEndpoint;
  readonly match: RouteMatcher;
}

export class AppRoutes {
  readonly #routes: readonly Route[];

  constructor(endpoints: readonly HttpEndpoint[], routePrefix: string, log: Log) {
    this.#routes = [...endpoints]
      .sort((one, other) => one.registered.name.localeCompare(other.registered.name, 'en'))
      .flatMap((endpoint) => compile(endpoint, routePrefix, log));
  }

  /** Of several functions that fit, the one whose name sorts first wins, however literal the routes are. */
  find(method: string, path: string): RouteMatch | undefined {
    const decoded = decodePath(path);
    for (const { endpoint, match } of this.#routes) {
      if (!endpoint.methods.includes(method)) continue;
      const params = match(decoded);
      if (params) return { endpoint, params };
    }
    return undefined;
  }
}

/** First segments that the real host keeps for itself, too. */
const reserved = /^(admin|runtime)(\/|$)/i;

function compile(endpoint: HttpEndpoint, routePrefix: string, log: Log): Route[] {
  const template = fullRoute(endpoint, routePrefix);
  try {
    if (reserved.test(template)) throw new Error('it belongs to the host itself');
    return [{ endpoint, match: compileRoute(template) }];
  } catch (error) {
    const { name } = endpoint.registered;
    log.warn(`Function ${name} is not served: its route "${template}" cannot be used: ${problemOf(error)}.`);
    return [];
  }
}

/** Route template below the host's root, without leading slash. */
export function fullRoute(endpoint: HttpEndpoint, routePrefix: string): string {
  const route = endpoint.route.replace(/^\/+/, '');
  return routePrefix === '' ? route : `${routePrefix}/${route}`;
}
