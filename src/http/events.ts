import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { correlation, correlationKey } from '../entities/correlation/contract';
import type { ProcessContract } from '../shared/contract';
import { type Client, findInstance, hasEnded, type Instance, readEntity } from './client';
import type { Principal, PrincipalOf } from './identity';
import { accessibleInstance, isAccessible, SERVICE } from './ownership';
import { readOptionalBody } from './request-body';
import { readQuery } from './request-query';
import { defineRoute, RequestProblem, type Route } from './route';

type Events = NonNullable<ProcessContract['events']>;

const Submitted = z.object({ id: z.string(), event: z.string(), state: z.literal('submitted') });

const ByBusinessKey = z.strictObject({ businessKey: z.string().min(1).max(200) });

/** Only for a process that may be told something. */
export function eventRoutes(contract: ProcessContract, principalOf: PrincipalOf): Route[] {
  const { events } = contract;
  if (events === undefined) return [];
  const told = { name: contract.name, events, principalOf };
  return contract.businessKey === undefined ? [tellById(told)] : [tellById(told), tellByBusinessKey(told)];
}

interface Told {
  readonly name: string;
  readonly events: Events;
  readonly principalOf: PrincipalOf;
}

function tellById({ name, events, principalOf }: Told): Route {
  return defineRoute({
    name: `tell-${name}`,
    methods: ['POST'],
    route: `processes/${name}/{id}/events/{event}`,
    description: {
      ...describe({ name, events }, 'Tell an instance what has happened'),
      problems: ['process.notFound', 'process.unknownEvent', 'process.alreadyEnded', 'identity.unknown'],
    },
    answer: async (request, client) => {
      const instance = await accessibleInstance(request, client, { process: name, principalOf, roles: [SERVICE] });
      const told = await readEvent(request, events);
      if (hasEnded(instance)) throw new RequestProblem('process.alreadyEnded');
      return submit(client, instance, told);
    },
  });
}

/** For those who know an order number and not the id of an instance. */
function tellByBusinessKey({ name, events, principalOf }: Told): Route {
  return defineRoute({
    name: `tell-${name}-by-business-key`,
    methods: ['POST'],
    route: `processes/${name}/events/{event}`,
    description: {
      ...describe({ name, events }, 'Tell the instance of a business key what has happened'),
      query: ByBusinessKey,
      problems: [
        ...(['process.unknownEvent', 'process.unknownBusinessKey'] as const),
        ...(['process.ambiguousBusinessKey', 'identity.unknown'] as const),
      ],
    },
    answer: async (request, client) => {
      const principal = principalOf(request);
      const { businessKey } = readQuery(request.query, ByBusinessKey);
      const told = await readEvent(request, events);
      return submit(client, await onlyInstanceOf(client, { name, businessKey, principal }), told);
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

interface Addressed {
  readonly name: string;
  readonly businessKey: string;
  readonly principal: Principal;
}

/** The notice board is told, not asked: it may still name an instance that was terminated or purged. */
async function onlyInstanceOf(client: Client, { name, businessKey, principal }: Addressed): Promise<Instance> {
  const board = await readEntity(client, correlation, correlationKey(name, businessKey));
  const named = await Promise.all((board?.instances ?? []).map((id) => findInstance(client, id)));
  const running = named
    .filter((instance) => instance !== undefined)
    .filter((instance) => !hasEnded(instance) && isAccessible(instance, principal, SERVICE));
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
