import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp } from '../cli/spawned-host';

describe('HTTP functions', () => {
  const host = startApp('http-surface');
  let url = '';
  beforeAll(async () => {
    url = await host.url();
  });
  afterAll(() => host.stop());

  const get = (path: string, init?: RequestInit) => fetch(`${url}/api/${path}`, init);
  const params = async (path: string): Promise<unknown> => (await get(path)).json();

  it('hands route parameters over, decoded', async () => {
    expect(await params('items/42')).toEqual({ id: '42' });
    expect(await params('ITEMS/abc')).toEqual({ name: 'abc' });
    expect(await params('files/a/b%20c/d.txt')).toEqual({ path: 'a/b c/d.txt' });
    expect(await params('optional/100%')).toEqual({ x: '100%' });
  });

  it('leaves an optional parameter out that is not given', async () => {
    expect(await params('optional')).toEqual({});
  });

  it.each(['nosuch', 'items/4-2', 'items'])('answers 404 with an empty body where no route fits: %s', async (path) => {
    const answer = await get(path);
    expect([answer.status, await answer.text()]).toEqual([404, '']);
  });

  it('answers 404 with an empty body for a method that no function takes', async () => {
    const answer = await get('nothing', { method: 'PUT' });
    expect([answer.status, await answer.text()]).toEqual([404, '']);
  });

  it('takes the function whose name sorts first when two routes fit', async () => {
    expect(await (await get('overlap/literal')).text()).toBe('aOverlap');
  });

  it('shares one route between functions with different methods', async () => {
    expect(await (await get('shared')).text()).toBe('get');
    expect(await (await get('shared', { method: 'POST' })).text()).toBe('post');
  });

  it.each(['application/octet-stream', 'application/json', 'not a type'])(
    'passes any body through: %s',
    async (type) => {
      const body = new Uint8Array([0, 255, 128, 123]);
      const answer = await get('echo?q=1', { method: 'POST', body, headers: { 'content-type': type } });
      expect(answer.status).toBe(201);
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(body);
      expect(answer.headers.get('x-type')).toBe(type);
      expect(answer.headers.get('x-url')).toBe(`${url}/api/echo?q=1`);
    },
  );

  it('answers 204 when the handler returns nothing', async () => {
    expect((await get('nothing')).status).toBe(204);
  });

  it.each(['throws', 'notAnObject'])('answers 500 with an empty body when the handler fails: %s', async (name) => {
    const answer = await get(name);
    expect([answer.status, await answer.text()]).toEqual([500, '']);
  });

  it('logs a failure and what the function logged in one line each, with function name and invocation id', async () => {
    await get('throws');
    await host.outputMatching(/ error throws \[[0-9a-f-]{36}\] Error: on purpose\n/);
    expect(host.output).toMatch(/ warn {2}throws \[[0-9a-f-]{36}\] about to \| fail\n/);
  });

  it('joins a repeated query key by commas', async () => {
    expect(await params('query?a=1&b=2&a=3')).toEqual([
      ['a', '1,3'],
      ['b', '2'],
    ]);
  });

  it('writes cookies as the Functions host does', async () => {
    const answer = await get('cookies');
    expect(answer.headers.getSetCookie()).toEqual([
      'plain=a%20b; path=/',
      'full=1; max-age=60; path=/x; secure; samesite=none; httponly',
    ]);
  });

  it.each(['OPTIONS', 'PATCH', 'DELETE', 'HEAD'])('serves %s to a function that takes it', async (method) => {
    const answer = await get('probe', { method });
    expect([answer.status, answer.headers.get('x-method'), await answer.text()]).toEqual([200, method, '']);
  });

  it('hands headers over in lower case, repeated ones joined, empty ones left out', async () => {
    const headers: [string, string][] = [
      ['X-One', '1'],
      ['X-Two', 'a'],
      ['X-Two', 'b'],
      ['X-None', ''],
    ];
    const answer = await get('headers', { headers });
    const seen = (await answer.json()) as Record<string, string>;
    expect(seen).toMatchObject({ 'x-one': '1', 'x-two': 'a, b', host: new URL(url).host });
    expect(seen).not.toHaveProperty('x-none');
  });

  it('passes status and headers of an answer through', async () => {
    const answer = await get('manyHeaders');
    expect(answer.status).toBe(299);
    expect(answer.headers.get('content-type')).toBe('application/vnd.mine+json');
    expect(answer.headers.get('x-mixed-case')).toBe('Kept');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['text', 200, 'text/plain;charset=UTF-8', 'text'],
    ['empty', 200, 'text/plain;charset=UTF-8', ''],
    ['json', 200, 'application/json', '[null,{"deep":"ü"}]'],
    ['falsy', 200, 'application/json', 'false'],
    ['typed', 200, 'text/csv; charset=utf-8', 'x,y'],
    ['web', 202, 'text/plain;charset=UTF-8', 'web'],
    ['form', 200, 'application/x-www-form-urlencoded;charset=UTF-8', 'a=1&b=%C3%A4'],
  ])('passes a body through with its type: %s', async (kind, status, type, text) => {
    const answer = await get(`bodies?kind=${kind}`);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([status, type, text]);
  });

  it('passes binary answers through', async () => {
    const answer = await get('bodies?kind=bytes');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array([0, 255, 1]));
  });

  it('lets a function read a body as JSON and as a form with a file', async () => {
    const json = await get('json', { method: 'POST', body: '{"a":[1]}' });
    expect(await json.json()).toEqual({ got: { a: [1] } });
    const form = new FormData();
    form.set('field', 'value');
    form.set('file', new File(['content'], 'a.txt', { type: 'text/plain' }));
    const posted = await get('form', { method: 'POST', body: form });
    expect(await posted.json()).toEqual({ field: 'value', name: 'a.txt', text: 'content' });
  });

  it('takes a body that comes in chunks, without a length', async () => {
    const body = new ReadableStream({
      start: (controller) => {
        for (const part of ['one', 'two']) controller.enqueue(new TextEncoder().encode(part));
        controller.close();
      },
    });
    const answer = await get('length', { method: 'POST', body, duplex: 'half' });
    expect(await answer.json()).toBe(6);
  });

  it('answers with what a function wrote to an extra output of type http', async () => {
    const answer = await get('general/seven');
    expect([answer.status, await answer.text()]).toEqual([207, 'seven']);
  });

  it('tells functions where they are served', async () => {
    expect(`http://${await (await get('hostname')).text()}`).toBe(url);
  });

  it('answers a thousand requests at once', async () => {
    const answers = await Promise.all(Array.from({ length: 1024 }, () => get('shared')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1024);
  });

  it('shows its state and its functions to tools', async () => {
    const status = (await (await fetch(`${url}/admin/host/status`)).json()) as { state: string };
    const functions = (await (await fetch(`${url}/admin/functions`)).json()) as { name: string }[];
    expect(status.state).toBe('Running');
    expect(functions.map(({ name }) => name)).toContain('byNumber');
  });
});

describe('HTTP functions of an app that streams', () => {
  const host = startApp('streaming');
  afterAll(() => host.stop());

  it('stream bodies both ways and see query values among the parameters', async () => {
    const url = await host.url();
    const body = 'x'.repeat(3_000_000);
    const mirrored = await fetch(`${url}/api/mirror/7`, { method: 'POST', body });
    expect((await mirrored.text()) === body).toBe(true);
    expect(mirrored.headers.get('x-id')).toBe('7');
    const query: unknown = await (await fetch(`${url}/api/query?a=1&a=2`)).json();
    expect(query).toEqual({ all: ['1', '2'], params: { a: '1,2' } });
  });

  it('answers 500 when the handler fails', async () => {
    expect((await fetch(`${await host.url()}/api/throws`)).status).toBe(500);
  });
});
