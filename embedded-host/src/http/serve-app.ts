/** Serves the app's own HTTP functions. */
import type { IncomingMessage } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { HttpAnswer, HttpCall } from '../bindings/http-trigger';
import { answerHttp, emptyAnswer, invokeStreamed } from '../bindings/http-trigger';
import type { InFlight } from '../bindings/in-flight';
import type { InvocationScope } from '../bindings/invoke';
import type { Access } from './access/access';
import { lockOfFunction } from './access/access';
import type { AppRoutes, RouteMatch } from './app-routes';
import { originOf, targetOf } from './origin';
import { BodyTooLargeError, readBody } from './request-body';
import type { RequestQueue } from './request-queue';
import { setCookie } from './set-cookie';
import { forwardStream } from './stream-proxy';

export interface AppServing {
  readonly scope: InvocationScope;
  readonly routes: AppRoutes;
  readonly queue: RequestQueue;
  readonly access: Access;
  /** Closed while the host stops: functions under way end, no other begins. */
  readonly inFlight: InFlight;
  /** Host and port, for callers that do not name them. */
  readonly authority: () => string;
}

/** As the real host says it, with the time after which another attempt makes sense. */
const tooMany: HttpAnswer = { ...emptyAnswer(429), headers: { 'retry-after': '1' } };

/** Answers a request with the function that serves it; does nothing if there is none. */
export async function serveApp(serving: AppServing, reply: FastifyReply): Promise<void> {
  const request = reply.request.raw;
  const [path = '/'] = targetOf(request).split('?', 1);
  const match = serving.routes.find(request.method ?? 'GET', path);
  if (!match) return;
  if (!serving.access.mayPass(lockOfFunction(match.endpoint), request)) send(reply, emptyAnswer(401));
  else if (serving.inFlight.isClosed) send(reply, emptyAnswer(503));
  else await serving.inFlight.track(queued(serving, match, reply));
}

async function queued(serving: AppServing, match: RouteMatch, reply: FastifyReply): Promise<void> {
  const isTaken = await serving.queue.run(match.endpoint.registered.name, () => invoke(serving, match, reply));
  if (!isTaken) send(reply, tooMany);
}

async function invoke(serving: AppServing, match: RouteMatch, reply: FastifyReply): Promise<void> {
  // Who has gone while waiting does not want to be served any more.
  if (reply.raw.destroyed) return;
  const { streamUrl } = serving.scope.app;
  await (streamUrl === undefined ? buffered(serving, match, reply) : streamed(serving, match, reply, streamUrl));
}

async function buffered(serving: AppServing, match: RouteMatch, reply: FastifyReply): Promise<void> {
  const request = reply.request.raw;
  try {
    const body = await readBody(request);
    send(reply, await answerHttp(serving.scope, match.endpoint, { ...callOf(serving, match, request), body }));
  } catch (error) {
    if (!(error instanceof BodyTooLargeError)) throw error;
    send(reply, emptyAnswer(413));
  }
}

async function streamed(serving: AppServing, match: RouteMatch, reply: FastifyReply, target: string): Promise<void> {
  const from = reply.request.raw;
  const to = reply.raw;
  reply.hijack();
  await invokeStreamed(serving.scope, match.endpoint, callOf(serving, match, from), (invocationId, failed) =>
    forwardStream({ from, to, target, invocationId, failed }),
  );
}

function callOf(serving: AppServing, { params }: RouteMatch, request: IncomingMessage): HttpCall {
  return {
    method: request.method ?? 'GET',
    url: `${originOf(request, serving.authority())}${targetOf(request)}`,
    headers: plainHeaders(request),
    params,
    body: undefined,
  };
}

/** Lower-case names, repeated headers joined, empty ones left out as on the real host. */
function plainHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    const text = Array.isArray(value) ? value.join(', ') : value;
    if (text !== undefined && text !== '') headers[name] = text;
  }
  return headers;
}

/** These belong to the connection, not to the function's answer. */
const ownHeaders = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive']);

function send(reply: FastifyReply, answer: HttpAnswer): void {
  reply.code(answer.status);
  for (const [name, value] of Object.entries(answer.headers)) {
    if (!ownHeaders.has(name)) reply.header(name, value);
  }
  if (answer.cookies.length > 0) reply.header('set-cookie', answer.cookies.map(setCookie));
  if (answer.body && answer.body.length > 0) reply.send(Buffer.from(answer.body));
  else reply.send();
}
