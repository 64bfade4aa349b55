import { z } from 'zod';
import { apiPage } from './api-page';
import { type OpenApiDocument, openApiDocument } from './openapi';
import { defineRoute, type Route } from './route';

/** The routes, and the two that tell about all of them, themselves included. */
export function withApiDocument(routes: readonly Route[]): Route[] {
  let document: OpenApiDocument | undefined;
  const documentOf = () => (document ??= openApiDocument(all));
  const all: Route[] = [...routes, documentRoute(documentOf), pageRoute(documentOf)];
  return all;
}

function documentRoute(documentOf: () => OpenApiDocument): Route {
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
    answer: () => Promise.resolve({ jsonBody: documentOf() }),
  });
}

const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

function pageRoute(documentOf: () => OpenApiDocument): Route {
  return defineRoute({
    name: 'api-page',
    methods: ['GET'],
    route: 'docs',
    authLevel: 'anonymous',
    description: {
      summary: 'This document as a page',
      tag: 'operation',
      answers: { 200: { description: 'The page.', contentType: 'text/html' } },
    },
    answer: () => Promise.resolve({ headers: PAGE_HEADERS, body: apiPage(documentOf()) }),
  });
}
