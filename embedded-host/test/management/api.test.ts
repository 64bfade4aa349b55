import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp } from '../cli/spawned-host';

describe('the management API beyond what was recorded', () => {
  const host = startApp('recorded');
  let base = '';
  beforeAll(async () => {
    base = `${await host.url()}/runtime/webhooks/durabletask`;
  });
  afterAll(() => host.stop());

  const json = { 'content-type': 'application/json; charset=utf-8' };
  const post = (path: string, body?: string) =>
    fetch(base + path, body === undefined ? { method: 'POST' } : { method: 'POST', headers: json, body });
  const run = async (name: string, body?: string): Promise<unknown> =>
    (await post(`/orchestrators/${name}?timeout=10&pollingInterval=1`, body)).json();
  const status = async (id: string, query = '') =>
    // The answer of a status query is an object.
    (await (await fetch(`${base}/instances/${id}${query}`)).json()) as Record<string, unknown>;

  it.each(['{"a":[1,null]}', '"text"', '5', 'true', 'null', '"grün 🌱"'])(
    'passes the input %s through',
    async (input) => {
      expect(await run('echoInput', input)).toMatchObject({ input: JSON.parse(input) as unknown });
    },
  );

  it('does not care about the case of paths and query parameters', async () => {
    await post('/Orchestrators/longWait/Case-1', '{"secret":1}');
    const answer = await fetch(`${base}/INSTANCES/Case-1?SHOWINPUT=false`);
    expect(await answer.json()).toMatchObject({ instanceId: 'Case-1', input: null });
  });

  it('takes an event with an empty body as null', async () => {
    await post('/orchestrators/longWait/empty-event');
    expect((await post('/instances/empty-event/raiseEvent/finish', '')).status).toBe(202);
    while ((await status('empty-event'))['runtimeStatus'] !== 'Completed');
    expect(await status('empty-event')).toMatchObject({ output: { finishedWith: null } });
  });

  it('refuses an event whose name the SDK would take for the number of a task', async () => {
    await post('/orchestrators/longWait/digits');
    const answer = await post('/instances/digits/raiseEvent/0', '1');
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ ExceptionMessage: "An event name must not consist of digits only: '0'." }),
    ]);
  });

  it('refuses to wait with a pause that is longer than the wait', async () => {
    const answer = await post('/orchestrators/longWait?timeout=1&pollingInterval=2');
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ ExceptionMessage: 'Total timeout 1 should be bigger than retry timeout 2' }),
    ]);
  });

  it('answers 409 for an id in use and leaves the first run alone', async () => {
    await post('/orchestrators/longWait/in-use', '1');
    const answer = await post('/orchestrators/longWait/in-use', '2');
    expect([answer.status, await answer.json()]).toEqual([
      409,
      expect.objectContaining({
        ExceptionMessage: expect.stringMatching(/with the status (Running|Pending) already exists/),
      }),
    ]);
    expect(await status('in-use')).toMatchObject({ input: 1 });
  });

  it('hides inputs from a history when asked to', async () => {
    await run('helloCities', '1');
    await post('/orchestrators/longWait/hidden', '"secret"');
    const text = JSON.stringify(await status('hidden', '?showHistory=true&showInput=false'));
    expect(text).not.toContain('secret');
  });

  it('walks all pages without loss or repetition', async () => {
    const ids = Array.from({ length: 7 }, (_, index) => `page-${index}`);
    for (const id of ids) await post(`/orchestrators/echoInput/${id}`);
    const seen: string[] = [];
    for (let token: string | null = ''; token !== null;) {
      const answer: Response = await fetch(`${base}/instances?instanceIdPrefix=page-&top=3`, {
        headers: { 'x-ms-continuation-token': token },
      });
      seen.push(...((await answer.json()) as { instanceId: string }[]).map(({ instanceId }) => instanceId));
      token = answer.headers.get('x-ms-continuation-token');
    }
    expect(seen).toEqual(ids);
  });

  it('passes the body of a signal that is not JSON as text', async () => {
    const signal = await fetch(`${base}/entities/Counter/t?op=add`, {
      method: 'POST',
      body: 'x',
      headers: { 'content-type': 'text/plain' },
    });
    expect(signal.status).toBe(202);
    const read = async () => (await fetch(`${base}/entities/counter/t`)).text();
    while ((await read()) === '');
    expect(await read()).toBe('"0x"');
  });

  it('removes an entity by its instance id, once', async () => {
    await post('/entities/Counter/gone?op=add', '1');
    while ((await fetch(`${base}/entities/Counter/gone`)).status !== 200);
    const remove = async () => (await fetch(`${base}/instances/@counter@gone`, { method: 'DELETE' })).status;
    expect([await remove(), await remove()]).toEqual([200, 404]);
  });
});
