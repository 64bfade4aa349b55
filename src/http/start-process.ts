import type { HttpRequest, HttpResponse, HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import type { ProcessContract } from '../shared/contract';
import { type Client, isOverload } from './client';
import { problemResponse } from './problem-response';
import { readBody } from './request-body';
import { type Answer, defineRoute, RequestProblem, type Route } from './route';
import { startOnce } from './start-once';

const IDEMPOTENCY_KEY = 'Idempotency-Key';
const MAX_KEY_LENGTH = 255;
const Key = z.string().min(1).max(MAX_KEY_LENGTH);

/** The management URIs of Durable Functions come with it. */
const Accepted = z
  .object({ id: z.string(), process: z.string(), viewUri: z.url(), cancelUri: z.url(), statusQueryGetUri: z.url() })
  .catchall(z.string());

export interface ServedProcess {
  readonly contract: ProcessContract;
  /** The body of a start. */
  readonly order: z.ZodObject;
  /** A body that starts one. */
  readonly example: Readonly<Record<string, unknown>>;
  /** What the app adds to the body. */
  readonly options: object;
}

export function startRoute(served: ServedProcess): Route {
  const { name, idempotencyKey } = served.contract;
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
      ],
    },
    answer: async (request, client) => {
      try {
        return await start(request, client, served);
      } catch (error) {
        if (isOverload(error)) return problemResponse('process.overloaded');
        throw error;
      }
    },
  });
}

async function start(request: HttpRequest, client: Client, served: ServedProcess): Promise<Answer> {
  const { name: process, version, idempotencyKey } = served.contract;
  const key = keyOf(request);
  if (key === undefined && idempotencyKey === 'required')
    throw new RequestProblem('request.idempotencyKeyMissing', missing);
  const order = await readBody(request, served.order);
  const stamped = { options: served.options, processVersion: version };
  if (key === undefined) {
    const id = await client.startNew(process, { input: { ...order, ...stamped } });
    return accepted(request, client, { process, id });
  }
  const started = await startOnce(client, { process, key, order, stamped });
  switch (started.outcome) {
    case 'started':
      return accepted(request, client, { process, id: started.instanceId });
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
}

/** The answer of Durable Functions, and where the customer looks. */
async function accepted(
  request: HttpRequest,
  client: Client,
  { process, id }: StartedInstance,
): Promise<HttpResponseInit> {
  const answer: HttpResponse = client.createCheckStatusResponse(request, id);
  const uris = ManagementUris.parse(await answer.json());
  const view = new URL(`${request.url.split('?', 1)[0] ?? request.url}/${id}`).href;
  return {
    status: answer.status,
    headers: answer.headers,
    jsonBody: { ...uris, id, process, viewUri: view, cancelUri: `${view}/cancel` },
  };
}
