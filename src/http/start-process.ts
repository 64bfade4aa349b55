import type { HttpRequest, HttpResponse, HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import type { ProcessContract } from '../shared/contract';
import { hasRole } from '../shared/person';
import { type Client, isOverload } from './client';
import { OPERATOR, type Principal, type PrincipalOf, requireRole } from './identity';
import { ownKey } from './ownership';
import { problemResponse } from './problem-response';
import { readBody } from './request-body';
import { type Answer, defineRoute, RequestProblem, type Route } from './route';
import { startOnce } from './start-once';

const IDEMPOTENCY_KEY = 'Idempotency-Key';
const MAX_KEY_LENGTH = 255;
const Key = z.string().min(1).max(MAX_KEY_LENGTH);

/** The management URIs of Durable Functions come with it, on Azure for operators: their key opens every instance. */
const Accepted = z
  .object({
    ...{ id: z.string(), process: z.string(), viewUri: z.url(), cancelUri: z.url() },
    statusQueryGetUri: z.url().optional(),
  })
  .catchall(z.string());

export interface ServedProcess {
  readonly contract: ProcessContract;
  /** The body of a start. */
  readonly order: z.ZodObject;
  /** A body that starts one. */
  readonly example: Readonly<Record<string, unknown>>;
  /** Of the body; the usual limit when absent. */
  readonly maxBodyBytes?: number | undefined;
  /** What the app adds to the body. */
  readonly options: object;
}

export function startRoute(served: ServedProcess, principalOf: PrincipalOf): Route {
  const { name, idempotencyKey, startRoles = [] } = served.contract;
  return defineRoute({
    name: `start-${name}`,
    methods: ['POST'],
    route: `processes/${name}`,
    description: {
      summary: 'Start an instance, once for each Idempotency-Key',
      tag: name,
      headers: z.object({ [IDEMPOTENCY_KEY]: idempotencyKey === 'required' ? Key : Key.optional() }),
      body: { schema: served.order, example: served.example },
      answers: { 202: { description: 'Started; the answer says where to look.', schema: Accepted } },
      problems: [
        ...(idempotencyKey === 'required' ? (['request.idempotencyKeyMissing'] as const) : []),
        ...(['request.idempotencyKeyReused', 'request.idempotencyKeyInUse', 'process.overloaded'] as const),
        ...(['identity.unknown', ...(startRoles.length === 0 ? [] : (['identity.roleMissing'] as const))] as const),
      ],
    },
    answer: async (request, client) => {
      try {
        const principal = principalOf(request);
        if (startRoles.length > 0) requireRole(principal, ...startRoles);
        return await start(request, client, { ...served, principal });
      } catch (error) {
        if (isOverload(error)) return problemResponse('process.overloaded');
        throw error;
      }
    },
  });
}

interface Starting extends ServedProcess {
  readonly principal: Principal;
}

async function start(request: HttpRequest, client: Client, served: Starting): Promise<Answer> {
  const { principal } = served;
  const { name: process, version, idempotencyKey } = served.contract;
  const key = keyOf(request);
  if (key === undefined && idempotencyKey === 'required')
    throw new RequestProblem('request.idempotencyKeyMissing', missing);
  const order = await readBody(request, served.order, served.maxBodyBytes);
  const stamped = { options: served.options, processVersion: version, startedBy: principal.id };
  if (key === undefined) {
    const id = await client.startNew(process, { input: { ...order, ...stamped } });
    return accepted(request, client, { process, id, principal });
  }
  const started = await startOnce(client, { process, key: ownKey(principal, key), order, stamped });
  switch (started.outcome) {
    case 'started':
      return accepted(request, client, { process, id: started.instanceId, principal });
    case 'keyReused':
      return problemResponse('request.idempotencyKeyReused', {
        errors: [{ field: IDEMPOTENCY_KEY, message: 'expected a key that no other body was sent with' }],
      });
    case 'undecided':
      return problemResponse('request.idempotencyKeyInUse');
  }
}

const missing = { errors: [{ field: IDEMPOTENCY_KEY, message: 'expected a key' }] };

/** The draft wants a quoted string; unquoted keys are common and mean the same. */
function keyOf({ headers }: HttpRequest): string | undefined {
  const header = headers.get(IDEMPOTENCY_KEY)?.trim();
  if (header === undefined) return undefined;
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header;
  if (key !== '' && key.length <= MAX_KEY_LENGTH) return key;
  throw new RequestProblem('request.invalid', {
    errors: [{ field: IDEMPOTENCY_KEY, message: `expected 1 to ${MAX_KEY_LENGTH} characters` }],
  });
}

const ManagementUris = z.record(z.string(), z.string());

interface StartedInstance {
  readonly process: string;
  readonly id: string;
  readonly principal: Principal;
}

/** Where the customer looks; besides, for whom it is, the answer of Durable Functions. */
async function accepted(
  request: HttpRequest,
  client: Client,
  { process, id, principal }: StartedInstance,
): Promise<HttpResponseInit> {
  const answer: HttpResponse = client.createCheckStatusResponse(request, id);
  const uris = ManagementUris.parse(await answer.json());
  const view = new URL(`${request.url.split('?', 1)[0] ?? request.url}/${id}`).href;
  const own = { id, process, viewUri: view, cancelUri: `${view}/cancel` };
  if (principal.isLocal || hasRole(principal.roles, OPERATOR)) {
    return { status: answer.status, headers: answer.headers, jsonBody: { ...uris, ...own } };
  }
  return { status: answer.status, headers: { Location: view }, jsonBody: own };
}
