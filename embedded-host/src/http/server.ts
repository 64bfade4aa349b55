/**
 * The one listener of a host: management API, the host's own routes, then the app's functions.
 *
 * - W1 a route that nobody serves answers 404 with an empty body, whatever the method.
 * - W2 an app function gets every body as it came, whatever its content type says.
 * - W3 what the host itself serves asks for its key, if keys are asked for; the app's functions each for theirs.
 *
 * Guarded by `embedded-host/test/http/app-functions.test.ts` and `authorization.test.ts`.
 */
import type { FastifyInstance } from 'fastify';
import fastify from 'fastify';
import type { CorsSettings } from '../app-loader/environment';
import { HostError, problemOf } from '../errors';
import type { Log } from '../log';
import type { Access } from './access/access';
import { lockOfRoute } from './access/access';
import type { AdminView } from './admin';
import { serveAdmin } from './admin';
import { applyCors } from './cors';
import { homePage } from './home-page';
import type { ManagementApi } from './management/operation';
import { serveManagement } from './management/serve';
import { targetOf } from './origin';
import type { AppServing } from './serve-app';
import { serveApp } from './serve-app';

const MAX_PARAMETER_LENGTH = 4096;

export interface ServerParts {
  readonly app: AppServing;
  readonly management: ManagementApi;
  readonly admin: AdminView;
  readonly cors: CorsSettings;
  readonly access: Access;
  readonly log: Log;
}

export function createServer({ app, management, admin, cors, access, log }: ServerParts): FastifyInstance {
  const server = fastify({
    routerOptions: {
      caseSensitive: false,
      ignoreTrailingSlash: true,
      maxParamLength: MAX_PARAMETER_LENGTH,
    },
    // The router refuses a percent sign that encodes nothing; for a function it is a character like any other.
    rewriteUrl: (request) => access.enter(request, targetOf(request)).replaceAll(/%(?![0-9a-f]{2})/gi, '%25'),
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, _payload, done) => {
    done(null);
  });
  server.setNotFoundHandler((_request, reply) => reply.code(404).send());
  server.setErrorHandler((error, _request, reply) => {
    log.error(`A request failed: ${problemOf(error)}`);
    return reply.code(500).send();
  });
  server.addHook('onRequest', async ({ raw, routeOptions }, reply) => {
    // On the answer itself: one that is streamed does not pass through the server's own.
    if (applyCors(cors, raw, reply.raw)) return reply.code(204).send();
    if (!access.mayPass(lockOfRoute(routeOptions.url), raw)) return reply.code(401).send();
    return undefined;
  });
  serveManagement(server, management, app.authority);
  serveAdmin(server, admin);
  // Functions answer in a hook, before the server looks at the content type (W2).
  server.all('/*', { onRequest: async (_request, reply) => serveApp(app, reply) }, (request, reply) =>
    isHome(request.method, request.url)
      ? reply.type('text/html; charset=utf-8').send(homePage())
      : reply.code(404).send(),
  );
  return server;
}

function isHome(method: string, url: string): boolean {
  return method === 'GET' && url.split('?', 1)[0] === '/';
}

/** Begins to listen; the promise holds the port, which the system chooses for port 0. */
export async function listen(server: FastifyInstance, host: string, port: number): Promise<number> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    throw listenError(error, host, port);
  }
  const address = server.server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function listenError(error: unknown, host: string, port: number): HostError {
  const isInUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (isInUse) return new HostError('host.portInUse', { host, port }, error);
  return new HostError('host.addressUnavailable', { host, port, problem: problemOf(error) }, error);
}
