/** Serves the management API of Durable Functions. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../../bindings/trace-context';
import { originOf, targetOf } from '../origin';
import { readBody } from '../request-body';
import { continuationHeader } from './contract';
import { serverError } from './errors';
import { managementPath } from './links';
import type { Answer, ManagementApi, ManagementRequest, Operation } from './operation';
import { notFound } from './operation';
import { Query } from './query';
import { managementRoutes } from './routes';

export function serveManagement(server: FastifyInstance, api: ManagementApi, authority: () => string): void {
  for (const { method, path, operation } of managementRoutes) {
    server.route({
      method,
      url: `${managementPath}${path}`,
      handler: async (request, reply) => {
        const read = await readRequest(request, authority());
        return send(reply, await answer(api, read, operation));
      },
    });
  }
}

async function answer(api: ManagementApi, request: ManagementRequest, operation: Operation): Promise<Answer> {
  const hub = request.query.text('taskHub');
  // Another task hub is another set of instances, none of which this host has.
  if (hub !== undefined && hub.toLowerCase() !== api.links.hubName.toLowerCase()) return notFound;
  try {
    return await operation(api, request);
  } catch (error) {
    return serverError(error instanceof Error ? error.message : String(error));
  }
}

async function readRequest(request: FastifyRequest, authority: string): Promise<ManagementRequest> {
  const { raw, headers } = request;
  const target = targetOf(raw);
  const token = headers[continuationHeader];
  return {
    origin: originOf(raw, authority),
    target,
    // find-my-way gives every parameter of these routes as decoded text.
    params: request.params as Record<string, string>,
    query: new Query(new URLSearchParams(target.split('?')[1] ?? '')),
    continuationToken: typeof token === 'string' ? token : undefined,
    mediaType: headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase(),
    text: (await readBody(raw)).toString('utf8'),
    caller: callerOf(headers),
  };
}

function send(reply: FastifyReply, { status, headers = {}, body }: Answer): FastifyReply {
  reply.code(status).headers(headers);
  if (body === undefined) return reply.send();
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
}
