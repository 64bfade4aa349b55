import { z } from 'zod';
import { openApiDocument } from './openapi';
import { defineRoute, type Route } from './route';

/** The routes, and the one that tells about all of them, itself included. */
export function withApiDocument(routes: readonly Route[]): Route[] {
  const all: Route[] = [...routes, documentRoute(() => openApiDocument(all))];
  return all;
}

function documentRoute(documentOf: () => object): Route {
  let document: object | undefined;
  return defineRoute({
    name: 'openapi',
    methods: ['GET'],
    route: 'openapi.json',
    authLevel: 'anonymous',
    description: {
      summary: 'This document',
      tag: 'operation',
      answers: { 200: { description: 'OpenAPI 3.1.', schema: z.looseObject({ openapi: z.literal('3.1.0') }) } },
    },
    answer: () => Promise.resolve({ jsonBody: (document ??= documentOf()) }),
  });
}
