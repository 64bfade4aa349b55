import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import type { ProcessContract } from '../shared/contract';
import { type Client, hasEnded, type Instance } from './client';
import { readOptionalBody } from './request-body';
import { defineRoute, RequestProblem, type Route } from './route';
import { instanceOf } from './view-process';

type Events = NonNullable<ProcessContract['events']>;

const Submitted = z.object({ id: z.string(), event: z.string(), state: z.literal('submitted') });

/** Only for a process that may be told something. */
export function eventRoutes({ name, events }: ProcessContract): Route[] {
  if (events === undefined) return [];
  return [
    defineRoute({
      name: `tell-${name}`,
      methods: ['POST'],
      route: `processes/${name}/{id}/events/{event}`,
      description: describe({ name, events }, 'Tell an instance what has happened'),
      answer: async (request, client) => {
        const instance = await instanceOf(request, client, name);
        return submit(request, client, { instance, events });
      },
    }),
  ];
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
    problems: ['process.notFound', 'process.unknownEvent', 'process.alreadyEnded'],
  } as const;
}

interface Submission {
  readonly instance: Instance;
  readonly events: Events;
}

async function submit(
  request: HttpRequest,
  client: Client,
  { instance, events }: Submission,
): Promise<HttpResponseInit> {
  const event = request.params['event'] ?? '';
  const schema = Object.hasOwn(events, event) ? events[event] : undefined;
  if (schema === undefined) throw unknownEvent(events);
  const payload = await readOptionalBody(request, schema);
  if (hasEnded(instance)) throw new RequestProblem('process.alreadyEnded');
  await client.raiseEvent(instance.instanceId, event, payload);
  return { status: 202, jsonBody: { id: instance.instanceId, event, state: 'submitted' } };
}

function unknownEvent(events: Events): RequestProblem {
  return new RequestProblem('process.unknownEvent', {
    errors: [{ field: 'event', message: `expected one of ${Object.keys(events).join(', ')}` }],
  });
}
