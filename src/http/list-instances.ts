import type { HttpRequest } from '@azure/functions';
import { OrchestrationRuntimeStatus as Status } from 'durable-functions';
import { z } from 'zod';
import type { ProcessContract } from '../shared/contract';
import { DAY_MS } from '../shared/durations';
import { millisOf } from '../shared/instant';
import type { Client } from './client';
import type { Principal, PrincipalOf } from './identity';
import { findPage, type PageRequest } from './instance-page';
import { isAccessible } from './ownership';
import { cursorOf, PageCursor } from './page-cursor';
import { ProcessSummary, State } from './process-view';
import { readQuery } from './request-query';
import { defineRoute, type Route } from './route';
import { summaryOf } from './view-process';

const ATTRIBUTE = 'attr.';
/** When no beginning is asked for: as far as one page can look, so that a short list is one page. */
const DEFAULT_SPAN_MS = 366 * DAY_MS;

const Moment = z.iso.datetime({ offset: true, error: 'expected an instant, for example 2026-01-31T00:00:00Z' });

const States = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(State));

/** A parameter that nobody reads is refused, because a filter that is misspelt would list everything. */
const ListQuery = z.strictObject({
  /** One or several, separated by commas. */
  state: States.optional(),
  from: Moment.optional(),
  to: Moment.optional(),
  businessKey: z.string().optional(),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
  cursor: PageCursor.optional(),
});

/** As OpenAPI tells an object in a query, each member is a parameter. */
const Attributes = z.record(z.string().startsWith(ATTRIBUTE), z.string()).optional();

const InstancePage = z.object({
  /** Newest first. */
  instances: z.array(ProcessSummary),
  /** Null on the last page. */
  nextCursor: z.string().nullable(),
  nextUri: z.url().nullable(),
});

export function listRoute({ name }: ProcessContract, principalOf: PrincipalOf): Route {
  return defineRoute({
    name: `list-${name}`,
    methods: ['GET'],
    route: `processes/${name}/instances`,
    description: {
      summary: 'The instances that one may see, newest first, a page at a time',
      tag: name,
      query: ListQuery.extend({ attributes: Attributes }),
      answers: {
        200: { description: 'A page; it may be short, and is the last one without a cursor.', schema: InstancePage },
      },
      problems: ['identity.unknown'],
    },
    answer: async (request, client) => ({
      jsonBody: await list(request, client, { process: name, principal: principalOf(request) }),
    }),
  });
}

interface Asked {
  readonly process: string;
  readonly principal: Principal;
}

async function list(request: HttpRequest, client: Client, asked: Asked): Promise<z.input<typeof InstancePage>> {
  const { instances, next } = await findPage(client, pageRequest(request.query, asked));
  const nextCursor = next === undefined ? null : cursorOf(next);
  return { instances: instances.map(summaryOf), nextCursor, nextUri: nextCursor && uriWith(request, nextCursor) };
}

function pageRequest(parameters: URLSearchParams, asked: Asked): PageRequest {
  const attributes: Record<string, string> = {};
  const others = new URLSearchParams();
  for (const [name, value] of parameters) {
    if (name.startsWith(ATTRIBUTE)) attributes[name.slice(ATTRIBUTE.length)] = value;
    else others.append(name, value);
  }
  const { state, from, to, cursor: after, pageSize, businessKey } = readQuery(others, ListQuery);
  const end = to === undefined ? undefined : millisOf(to);
  return {
    ...{ from: from === undefined ? (end ?? Date.now()) - DEFAULT_SPAN_MS : millisOf(from), to: end, after, pageSize },
    ...(state === undefined ? {} : { runtimeStatus: [...new Set(state.flatMap((each) => runtimeStatuses[each]))] }),
    matches: matcherOf({ ...asked, states: state, businessKey, attributes }),
  };
}

/** What the host can filter by; what the business sees of it is told apart afterwards. */
const runtimeStatuses: Readonly<Record<State, readonly Status[]>> = {
  pending: [Status.Pending],
  running: [Status.Running, Status.ContinuedAsNew],
  waiting: [Status.Running],
  compensating: [Status.Running],
  suspended: [Status.Suspended],
  completed: [Status.Completed],
  failed: [Status.Failed],
  terminated: [Status.Terminated, Status.Canceled],
};

interface Filter extends Asked {
  readonly states: readonly State[] | undefined;
  readonly businessKey: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
}

function matcherOf({ process, principal, states, businessKey, attributes }: Filter): PageRequest['matches'] {
  return (instance) => {
    if (instance.name !== process || !isAccessible(instance, principal)) return false;
    const summary = summaryOf(instance);
    return (
      (states?.includes(summary.state) ?? true) &&
      (businessKey === undefined || summary.businessKey === businessKey) &&
      Object.entries(attributes).every(([name, value]) => String(summary.attributes?.[name]) === value)
    );
  };
}

function uriWith({ url }: HttpRequest, cursor: string): string {
  const uri = new URL(url);
  uri.searchParams.set('cursor', cursor);
  return uri.href;
}
