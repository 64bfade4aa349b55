import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { correlation, correlationKey } from '../entities/correlation/contract';
import type { ProcessContract } from '../shared/contract';
import { type Client, findInstance, hasEnded, type Instance, readEntity } from './client';
import { readOptionalBody } from './request-body';
import { readQuery } from './request-query';
import { defineRoute, RequestProblem, type Route } from './route';
import { instanceOf } from './view-process';

type Events = NonNullable<ProcessContract['events']>;

const Submitted = z.object({ id: z.string(), event: z.string(), state: z.literal('submitted') });

const ByBusinessKey = z.strictObject({ businessKey: z.string().min(1).max(200) });

/** Only for a process that may be told something. */
export function eventRoutes(contract: ProcessContract): Route[] {
  const { events } = contract;
  if (events === undefined) return [];
  const byId = tellById(contract, events);
  return contract.businessKey === undefined ? [byId] : [byId, tellByBusinessKey(contract, events)];
}

function tellById({ name }: ProcessContract, events: Events): Route {
  return defineRoute({
    name: `tell-${name}`,
    methods: ['POST'],
    route: `processes/${name}/{id}/events/{event}`,
    description: {
      ...describe({ name, events }, 'Tell an instance what has happened'),
      problems: ['process.notFound', 'process.unknownEvent', 'process.alreadyEnded'],
    },
    answer: async (request, client) => {
      const instance = await instanceOf(request, client, name);
      const told = await readEvent(request, events);
      if (hasEnded(instance)) throw new RequestProblem('process.alreadyEnded');
      return submit(client, instance, told);
    },
  });
}

/** For those who know an order number and not the id of an instance. */
function tellByBusinessKey({ name }: ProcessContract, events: Events): Route {
  return defineRoute({
    name: `tell-${name}-by-business-key`,
    methods: ['POST'],
    route: `processes/${name}/events/{event}`,
    description: {
      ...describe({ name, events }, 'Tell the instance of a business key what has happened'),
      query: ByBusinessKey,
      problems: ['process.unknownEvent', 'process.unknownBusinessKey', 'process.ambiguousBusinessKey'],
    },
    answer: async (request, client) => {
      const { businessKey } = readQuery(request.query, ByBusinessKey);
      const told = await readEvent(request, events);
      return submit(client, await onlyInstanceOf(client, name, businessKey), told);
    },
  });
}

function describe({ name, events }: { readonly name: string; readonly events: Events }, summary: string) {
  const known = Object.keys(events).join(', ');
  return {
    summary: `${summary}: ${known}`,
    tag: name,
    body: { schema: z.union(Object.values(events)), optional: true },
    answers: {
      202: { description: 'The instance will be told; one that does not wait for it ignores it.', schema: Submitted },
    },
  } as const;
}

interface ToldEvent {
  readonly event: string;
  readonly payload: unknown;
}

async function readEvent(request: HttpRequest, events: Events): Promise<ToldEvent> {
  const event = request.params['event'] ?? '';
  const schema = Object.hasOwn(events, event) ? events[event] : undefined;
  if (schema === undefined) throw unknownEvent(events);
  return { event, payload: await readOptionalBody(request, schema) };
}

/** The notice board is told, not asked: it may still name an instance that was terminated or purged. */
async function onlyInstanceOf(client: Client, process: string, businessKey: string): Promise<Instance> {
  const board = await readEntity(client, correlation, correlationKey(process, businessKey));
  const named = await Promise.all((board?.instances ?? []).map((id) => findInstance(client, id)));
  const running = named.filter((instance) => instance !== undefined).filter((instance) => !hasEnded(instance));
  const [instance, ...others] = running;
  if (instance === undefined) throw new RequestProblem('process.unknownBusinessKey');
  if (others.length === 0) return instance;
  throw new RequestProblem('process.ambiguousBusinessKey', { instances: running.map(({ instanceId }) => instanceId) });
}

async function submit(
  client: Client,
  { instanceId: id }: Instance,
  { event, payload }: ToldEvent,
): Promise<HttpResponseInit> {
  await client.raiseEvent(id, event, payload);
  return { status: 202, jsonBody: { id, event, state: 'submitted' } };
}

function unknownEvent(events: Events): RequestProblem {
  return new RequestProblem('process.unknownEvent', {
    errors: [{ field: 'event', message: `expected one of ${Object.keys(events).join(', ')}` }],
  });
}
