import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { runningApp } from './running-app';

const Links = z.record(z.string(), z.string());

describe('behaviours of starting', () => {
  const app = runningApp();

  it('1 answers a start with 202 and the links of the instance', async () => {
    const { status, json } = await app.post('/orchestrators/about', 1);
    expect([status, Object.keys(Links.parse(json))]).toEqual([
      202,
      [
        'id',
        'statusQueryGetUri',
        'sendEventPostUri',
        'terminatePostUri',
        'purgeHistoryDeleteUri',
        'restartPostUri',
        'suspendPostUri',
        'resumePostUri',
      ],
    ]);
    const ofTheSdk = await app.post('//api/start/about', 1);
    expect(Object.keys(Links.parse(ofTheSdk.json))).toContain('rewindPostUri');
  });

  it('2 points Location to the status and asks to wait ten seconds', async () => {
    const { headers, json } = await app.post('/orchestrators/about', 1);
    const { statusQueryGetUri } = Links.parse(json);
    expect([headers.get('location'), headers.get('retry-after')]).toEqual([statusQueryGetUri, '10']);
  });

  it('3 writes absolute links on the origin of the caller, with id, task hub and connection', async () => {
    const origin = app.url.replace('localhost', '127.0.0.1');
    const response = await fetch(`${origin}/runtime/webhooks/durabletask/orchestrators/about/links`, {
      method: 'POST',
    });
    const { id, ...links } = Links.parse(await response.json());
    expect(id).toBe('links');
    for (const link of Object.values(links)) {
      expect(link).toContain(`${origin}/runtime/webhooks/durabletask/instances/links`);
      expect(link).toContain('taskHub=BehavioursHub&connection=Storage');
    }
    expect(links['sendEventPostUri']).toContain('/raiseEvent/{eventName}?');
    for (const name of ['terminatePostUri', 'suspendPostUri', 'resumePostUri'])
      expect(links[name]).toContain('reason={text}');
  });

  it('4 makes an id of 32 hex digits unless one is given', async () => {
    const made = Links.parse((await app.post('/orchestrators/about', 1)).json);
    const given = Links.parse((await app.post('/orchestrators/about/my-own', 1)).json);
    expect([made['id'], given['id']]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), 'my-own']);
  });

  it('5 accepts an unknown orchestrator, and the instance fails with a text that names it', async () => {
    const id = await app.start('nobodyAtAll');
    const { output } = await app.reaches(id, 'Failed');
    expect(output).toContain(
      "The function 'nobodyAtAll' doesn't exist, is disabled, or is not an orchestrator function",
    );
  });

  it('6 ignores the case of function names', async () => {
    expect(await app.result('CHAIN')).toEqual(['Hello one', 'Hello two']);
  });

  it('7 refuses a body that is no JSON and takes an empty one as null', async () => {
    const headers = { 'content-type': 'application/json' };
    const broken = await app.ask('/orchestrators/about', { method: 'POST', headers, body: '{"a":' });
    expect([broken.status, broken.json]).toEqual([400, expect.objectContaining({ Message: 'Invalid JSON content' })]);
    await app.ask('/orchestrators/about/empty-body', { method: 'POST', headers, body: '' });
    expect((await app.ends('empty-body')).input).toBeNull();
    await app.post('/orchestrators/about/no-body');
    expect((await app.ends('no-body')).input).toBeNull();
  });

  const inputs = [{ a: [1, { b: null }] }, [1, 'two'], 'text', '', 5.5, 0, true, false, null, 'Grüße ✓ 你好'];
  it.each(inputs)('8 hands the input %j through unchanged', async (input) => {
    const id = await app.start('about', input);
    const { input: shown, output } = await app.ends(id);
    expect([shown, output]).toStrictEqual([input, expect.objectContaining({ input })]);
  });

  it('8 takes an input of one megabyte', async () => {
    expect(await app.result('lengthOf', 'ü'.repeat(1_000_000))).toBe(1_000_000);
  });

  it('9 holds the answer until the instance ends, fails or takes too long', async () => {
    const wait = (name: string, seconds: number, input: unknown = null) =>
      app.post(`/orchestrators/${name}?timeout=${seconds.toString()}&pollingInterval=1`, input);
    const done = await wait('chain', 10);
    expect([done.status, done.json]).toEqual([200, ['Hello one', 'Hello two']]);
    const failed = await wait('fails', 10, 'x');
    expect([failed.status, failed.json]).toEqual([200, expect.objectContaining({ runtimeStatus: 'Failed' })]);
    const late = await wait('waitsForOne', 1);
    expect([late.status, Links.parse(late.json)]).toEqual([
      202,
      expect.objectContaining({ statusQueryGetUri: late.headers.get('location') }),
    ]);
  });

  it('10 refuses an id in use and replaces an instance that has ended', async () => {
    const id = await app.start('waitsForOne', { answer: 'first' });
    const again = await app.post(`/orchestrators/about/${id}`, 'second');
    expect([again.status, (await app.status(id)).name]).toEqual([409, 'waitsForOne']);
    await app.post(`/instances/${id}/suspend?reason=x`);
    await app.reaches(id, 'Suspended');
    expect((await app.post(`/orchestrators/about/${id}`, 'third')).status).toBe(409);
    await app.post(`/instances/${id}/terminate?reason=x`);
    await app.reaches(id, 'Terminated');
    expect(await app.result('about', 'fourth', id)).toMatchObject({ input: 'fourth' });
  });

  it('11 has no GET on the start route', async () => {
    expect((await app.ask('/orchestrators/about')).status).toBe(404);
  });

  it('12 hands the version over, has a default, and fails a version that is too new', async () => {
    const version = async (query: string) => {
      const id = await app.start('about', null, app.newId('version'), query);
      return app.ends(id);
    };
    expect((await version('?version=1.3')).output).toMatchObject({ version: '1.3' });
    expect((await version('')).output).toMatchObject({ version: '1.4' });
    expect(await version('?version=2.0')).toMatchObject({ runtimeStatus: 'Failed' });
  });
});
