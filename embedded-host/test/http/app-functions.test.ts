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
    const [line] = await host.outputMatching(/^.* error throws \[[0-9a-f-]{36}\] Error: on purpose \| at .*$/m);
    expect(line).toContain('http-surface');
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
