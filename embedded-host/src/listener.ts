/** What a host serves over HTTP: the parts of its server, put together. */
import type { FastifyInstance } from 'fastify';
import type { CorsSettings } from './app-loader/environment';
import type { HostConfig } from './app-loader/host-json';
import type { HostAddress } from './bindings/durable-client';
import type { RetryParts } from './bindings/function-retry';
import { httpEndpoint, isHttp } from './bindings/http-trigger';
import { invokeByHand } from './bindings/manual-trigger';
import type { Engine } from './engine/engine';
import type { FunctionRunner } from './engine/runner';
import { summarize } from './function-summary';
import type { Admission } from './http/access/admission';
import { AppRoutes } from './http/app-routes';
import type { Arrivals } from './http/arrivals';
import { RequestQueue } from './http/request-queue';
import { createServer } from './http/server';
import type { Log } from './log';
import { within } from './shutdown';

/** The address becomes exact once the host listens. */
export interface CurrentAddress {
  current: HostAddress;
}

export interface ListenerSources {
  readonly parts: RetryParts;
  readonly config: HostConfig;
  readonly cors: CorsSettings;
  readonly admission: Admission;
  readonly engine: Engine;
  readonly runner: FunctionRunner;
  readonly arrivals: Arrivals;
  readonly address: CurrentAddress;
  readonly log: Log;
}

export function openListener(sources: ListenerSources): FastifyInstance {
  const { parts, config, cors, admission, engine, runner, arrivals, address, log } = sources;
  const { scope, inFlight } = parts;
  const { access, code } = admission;
  const authority = (): string => address.current.authority;
  const origin = (): string => `http://${authority()}`;
  const { functions } = scope.app;
  const routes = new AppRoutes(functions.filter(isHttp).map(httpEndpoint), config.routePrefix, log);
  const queue = new RequestQueue(config.httpLimits, () => arrivals.keepBack());
  const server = createServer({
    app: { scope, routes, queue, access, inFlight, authority },
    management: {
      engine,
      links: { ...config, code },
      entityNames: () => runner.names('entity'),
      storeInputsInHistory: config.storeInputsInHistory,
    },
    admin: {
      functions,
      origin,
      urlOf: (registered) => summarize(registered, origin(), config.routePrefix).http?.url ?? null,
      invoke: (registered, input) => invokeByHand(parts, registered, input),
    },
    cors,
    access,
    log,
  });
  server.server.on('connection', () => {
    arrivals.came();
  });
  return server;
}

/** Requests under way may end, for a while. */
export async function closeListener(server: FastifyInstance, drainMs: number): Promise<void> {
  const closed = server.close();
  if (await within(drainMs, closed)) return;
  server.server.closeAllConnections();
  await closed;
}
