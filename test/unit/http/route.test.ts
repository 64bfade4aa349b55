import { HttpRequest, type HttpResponseInit } from '@azure/functions';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { confirmationPage } from '../../../src/http/confirmation-page';
import { messagePage } from '../../../src/http/decision-page';
import { readBody } from '../../../src/http/request-body';
import { defineRoute } from '../../../src/http/route';
import { FakeClient } from '../../support/fake-client';

const Body = z.looseObject({ name: z.string() });

async function answerOf(answer: (request: HttpRequest) => Promise<HttpResponseInit>, request = sent('{}')) {
  const description = { summary: '', tag: '', answers: {} };
  const route = defineRoute({ name: 'r', methods: ['POST'], route: 'r', description, answer });
  const { status = 200, headers, body } = await route.handler(request, new FakeClient(), () => undefined);
  return { status, headers: new Headers(headers), body: typeof body === 'string' ? body : '' };
}

function sent(body: string, headers: Record<string, string> = {}): HttpRequest {
  const all = { 'Content-Type': 'application/json', ...headers };
  return new HttpRequest({ method: 'POST', url: 'http://h/api/r', headers: all, body: { string: body } });
}

describe('every answer', () => {
  const answers = [
    ['an answer', () => Promise.resolve({ jsonBody: {} })],
    ['a refusal', (request: HttpRequest) => readBody(request, Body).then(() => ({}))],
    ['a failure', () => Promise.reject(new Error('boom'))],
    ['a page', () => Promise.resolve(confirmationPage())],
    ['a page about a decision', () => Promise.resolve(messagePage(200, { title: 'T', text: 't' }))],
  ] as const;

  it.each(answers)('is kept by nobody, framed by nobody and taken for what it says: %s', async (_what, answer) => {
    const { headers } = await answerOf(answer);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringContaining('max-age='),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    const policy = headers.get('content-security-policy');
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
  });

  it('keeps the policy of a page that has its own', async () => {
    const { headers } = await answerOf(() => Promise.resolve(confirmationPage()));
    expect(headers.get('content-security-policy')).toMatch(/script-src 'sha256-/);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
  });

  it('does not tell what went wrong inside', async () => {
    expect(await answerOf(() => Promise.reject(new Error('password of the database')))).toMatchObject({
      status: 500,
      body: expect.not.stringContaining('password'),
    });
  });
});

describe('a body', () => {
  const read = (maxBytes?: number) => async (request: HttpRequest) => ({
    jsonBody: await readBody(request, Body, maxBytes),
  });
  const ofLength = (length: number) => `{"name":"${'a'.repeat(length - 11)}"}`;

  it.each([
    [ofLength(1_000), 200],
    [ofLength(1_001), 413],
  ])('is read to its limit, and not further', async (body, status) => {
    expect(await answerOf(read(1_000), sent(body))).toMatchObject({ status });
  });

  it('is counted in bytes, not in letters', async () => {
    expect(await answerOf(read(1_000), sent(`{"name":"${'ü'.repeat(600)}"}`))).toMatchObject({ status: 413 });
  });

  it('is refused by the length that it announces, before it is read', async () => {
    const request = sent(ofLength(100), { 'Content-Length': '1001' });
    const { status, body } = await answerOf(read(1_000), request);
    expect([status, JSON.parse(body)]).toEqual([413, expect.objectContaining({ maxBytes: 1_000 })]);
    expect(request.bodyUsed).toBe(false);
  });

  it('has a limit where a route names none', async () => {
    expect(await answerOf(read(), sent(ofLength(256 * 1024 + 1)))).toMatchObject({ status: 413 });
  });

  it('is refused when it is nested too deeply, however little it weighs', async () => {
    const nested = (depth: number) => `{"name":"[[[","a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(await answerOf(read(), sent(nested(31)))).toMatchObject({ status: 200 });
    expect(await answerOf(read(), sent(nested(32)))).toMatchObject({ status: 400 });
    expect(await answerOf(read(), sent(nested(100_000)))).toMatchObject({ status: 400 });
  });

  it('keeps letters that two chunks share', async () => {
    expect(await answerOf(read(), sent('{"name":"Zoë 🎹"}'))).toMatchObject({ status: 200 });
  });
});
