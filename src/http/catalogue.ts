/** What the app can do: every process with the form of its order, and where to send it. */
import type { HttpRequest } from '@azure/functions';
import { z } from 'zod';
import type { ProcessContract } from '../shared/contract';
import { schemaOf } from './openapi';
import { defineRoute, type Route } from './route';
import type { ServedProcess } from './start-process';

const JsonSchema = z.record(z.string(), z.unknown());

/** `{id}`, `{event}` and `{businessKey}` are to be filled in. */
const Links = z.object({
  self: z.url(),
  start: z.url(),
  instances: z.url(),
  view: z.string(),
  cancel: z.string(),
  event: z.string().optional(),
  eventByBusinessKey: z.string().optional(),
});

const CatalogueEntry = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  /** Of the instances that start now. */
  version: z.int(),
  idempotencyKey: z.enum(['required', 'optional']),
  /** The body of a start. */
  input: JsonSchema,
  /** A body that starts one. */
  example: z.record(z.string(), z.unknown()),
  result: JsonSchema,
  /** What a running instance may be told, by the name of the event. */
  events: z.record(z.string(), JsonSchema),
  links: Links,
});
type CatalogueEntry = z.infer<typeof CatalogueEntry>;

export function catalogueRoute(served: readonly ServedProcess[]): Route {
  return defineRoute({
    name: 'list-processes',
    methods: ['GET'],
    route: 'processes',
    description: {
      summary: 'Every process that can be started',
      tag: 'catalogue',
      answers: { 200: { description: 'The catalogue.', schema: z.object({ processes: z.array(CatalogueEntry) }) } },
    },
    answer: (request) => {
      const base = baseOf(request);
      const processes = served.map((each) => entryOf(each, `${base}/${each.contract.name}`));
      return Promise.resolve({ jsonBody: { processes } });
    },
  });
}

export function catalogueEntryRoute(served: ServedProcess): Route {
  const { name } = served.contract;
  return defineRoute({
    name: `describe-${name}`,
    methods: ['GET'],
    route: `processes/${name}`,
    description: {
      summary: 'What the process takes, gives and may be told',
      tag: name,
      answers: { 200: { description: 'Its entry in the catalogue.', schema: CatalogueEntry } },
    },
    answer: (request) => Promise.resolve({ jsonBody: entryOf(served, baseOf(request)) }),
  });
}

/** The address of the request, without its query, in which a function key may stand. */
function baseOf({ url }: HttpRequest): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

function entryOf({ contract, order, example }: ServedProcess, self: string): CatalogueEntry {
  const { name, title, description, version, idempotencyKey, result, events = {} } = contract;
  const eventSchemas = Object.entries(events).map(([event, schema]) => [event, schemaOf(schema, 'input')] as const);
  return {
    ...{ name, title, description, version, idempotencyKey },
    input: schemaOf(order, 'input'),
    example,
    result: schemaOf(result, 'output'),
    events: Object.fromEntries(eventSchemas),
    links: linksOf(contract, self),
  };
}

function linksOf(contract: ProcessContract, self: string): CatalogueEntry['links'] {
  const instance = `${self}/{id}`;
  const isTold = contract.events !== undefined;
  const isFoundByKey = isTold && contract.businessKey !== undefined;
  return {
    ...{ self, start: self, instances: `${self}/instances`, view: instance, cancel: `${instance}/cancel` },
    ...(isTold ? { event: `${instance}/events/{event}` } : {}),
    ...(isFoundByKey ? { eventByBusinessKey: `${self}/events/{event}?businessKey={businessKey}` } : {}),
  };
}
