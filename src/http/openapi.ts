/** The API as an OpenAPI 3.1 document, made of the routes as they are registered and the schemas that they parse by. */
import { z } from 'zod';
import { type ErrorCode, errors } from '../shared/errors';
import { Problem, PROBLEM_CONTENT_TYPE } from '../shared/problem';
import type { Route } from './route';
import type { AnswerDescription, RouteDescription } from './route-description';

type Schema = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, object>>;
}

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

const JSON_CONTENT_TYPE = 'application/json';

export function openApiDocument(routes: readonly Route[]): OpenApiDocument {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const operations = (paths[`/${route.route}`] ??= {});
    for (const method of route.methods) operations[method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Execution Orchestrator', version: '1', description: 'Business processes that survive a bad day.' },
    servers: [{ url: '/api' }],
    tags: [...new Set(routes.map(({ description }) => description.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: { functionKey: { type: 'apiKey', in: 'header', name: 'x-functions-key' } },
    },
  };
}

function operationOf({ name, route, authLevel, description }: Route): Operation {
  const { summary, tag, query, headers, body } = description;
  return {
    operationId: name,
    summary,
    tags: [tag],
    security: authLevel === 'function' ? [{ functionKey: [] }] : [],
    parameters: [...pathParameters(route), ...parameters('query', query), ...parameters('header', headers)],
    ...(body === undefined ? {} : { requestBody: requestBody(body) }),
    responses: { ...answers(description), ...problems(description) },
  };
}

function pathParameters(route: string): Parameter[] {
  return [...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    return { name, in: 'path', required: true, schema: { type: 'string' } };
  });
}

function parameters(place: 'query' | 'header', schemas: z.ZodObject | undefined): Parameter[] {
  return Object.entries(schemas?.shape ?? {}).map(([name, schema]: [string, z.core.$ZodType]) => {
    const required = !z.safeParse(schema, undefined).success;
    return { name, in: place, required, schema: schemaOf(schema, 'input') };
  });
}

function requestBody({ schema, optional = false, example }: NonNullable<RouteDescription['body']>): object {
  const shown = example === undefined ? {} : { example };
  return { required: !optional, content: { [JSON_CONTENT_TYPE]: { schema: schemaOf(schema, 'input'), ...shown } } };
}

function answers({ answers: all }: RouteDescription): Record<string, object> {
  return Object.fromEntries(Object.entries(all).map(([status, answer]) => [status, answerOf(answer)]));
}

function answerOf({ description, schema, contentType = JSON_CONTENT_TYPE }: AnswerDescription): object {
  if (schema !== undefined) return { description, content: { [contentType]: { schema: schemaOf(schema, 'output') } } };
  if (contentType === JSON_CONTENT_TYPE) return { description };
  return { description, content: { [contentType]: { schema: { type: 'string' } } } };
}

/** Codes that share a status are told in one response. */
function problems(description: RouteDescription): Record<string, object> {
  const byStatus = Map.groupBy(problemsOf(description), (code) => errors[code].status);
  const content = { [PROBLEM_CONTENT_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } };
  const responses = [...byStatus].map(([status, codes]) => {
    return [status, { description: codes.map((code) => `${code}: ${errors[code].message}`).join(' '), content }];
  });
  return Object.fromEntries(responses) as Record<string, object>; // each entry above is an object under its status
}

function problemsOf({ query, headers, body, problems: own = [] }: RouteDescription): ErrorCode[] {
  const isRead = query !== undefined || headers !== undefined || body !== undefined;
  const ofBody: ErrorCode[] = ['request.malformedJson', 'request.unsupportedMediaType', 'request.tooLarge'];
  const all: ErrorCode[] = [...(isRead ? (['request.invalid'] as const) : []), ...(body ? ofBody : []), ...own];
  return [...new Set<ErrorCode>([...all, 'app.unexpected'])];
}

/** What a schema does beyond JSON Schema, as comparing two fields, is left out. */
export function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
