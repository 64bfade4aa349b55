import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { openApiDocument } from '../../../src/http/openapi';
import { defineRoute } from '../../../src/http/route';

const route = defineRoute({
  name: 'rent-boat',
  methods: ['POST'],
  route: 'lakes/{lake}/boats',
  description: {
    summary: 'Rent a boat',
    tag: 'boats',
    query: z.object({ days: z.coerce.number().int().default(1) }),
    headers: z.object({ 'Idempotency-Key': z.string() }),
    body: { schema: z.strictObject({ seats: z.int().default(2), name: z.string() }), example: { name: 'Ada' } },
    answers: { 201: { description: 'Rented.', schema: z.object({ boat: z.string() }) } },
    problems: ['process.notFound', 'approval.notFound'],
  },
  answer: () => Promise.resolve({}),
});

const operation = openApiDocument([route]).paths['/lakes/{lake}/boats']?.['post'];

describe('the API document', () => {
  it('names the parameters of path, query and headers, and which of them are needed', () => {
    expect(operation?.parameters).toMatchObject([
      { name: 'lake', in: 'path', required: true },
      { name: 'days', in: 'query', required: false },
      { name: 'Idempotency-Key', in: 'header', required: true },
    ]);
  });

  it('tells the body as it may be sent, defaults left out', () => {
    const schema = { required: ['name'], additionalProperties: false };
    expect(operation?.requestBody).toMatchObject({ required: true, content: { 'application/json': { schema } } });
    expect(operation?.requestBody).toMatchObject({ content: { 'application/json': { example: { name: 'Ada' } } } });
  });

  it('tells every answer, and in one response the problems that share a status', () => {
    expect(Object.keys(operation?.responses ?? {})).toEqual(['201', '400', '404', '413', '415', '500']);
    expect(operation?.responses['404']).toMatchObject({
      description: expect.stringMatching(/process\.notFound: .* approval\.notFound: /),
      content: { 'application/problem+json': {} },
    });
  });
});
