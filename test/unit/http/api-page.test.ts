import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { apiPage } from '../../../src/http/api-page';
import { openApiDocument } from '../../../src/http/openapi';
import { defineRoute } from '../../../src/http/route';

const route = defineRoute({
  ...{ name: 'rent', methods: ['POST'], route: 'boats/{id}' },
  description: {
    summary: 'Rent <b>now</b>',
    tag: 'boats',
    body: { schema: z.object({ seats: z.int() }), example: { seats: 2 } },
    answers: { 201: { description: 'Rented.' } },
  },
  answer: () => Promise.resolve({}),
});
const page = apiPage(openApiDocument([route]));

describe('the API page', () => {
  it('shows each operation, its text as text', () => {
    expect(page).toContain('<b>POST</b> <code>/api/boats/{id}</code> <span>Rent &#60;b&#62;now&#60;/b&#62;</span>');
    expect(page).toContain('<dt>201</dt><dd>Rented.</dd>');
  });

  it('shows an example of the body before its schema', () => {
    expect(page).toMatch(/<h3>Example<\/h3><pre[^>]*>\{\s+&#34;seats&#34;: 2\s+\}<\/pre><h3>Body, required<\/h3>/);
  });

  it('needs nothing from elsewhere', () => {
    expect(page).not.toMatch(/<script|https?:\/\/|@import|url\(/);
  });
});
