import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SpawnedHost, appFolder, startApp, temporaryFolder } from '../cli/spawned-host';

const management = '/runtime/webhooks/durabletask';

interface Keys {
  readonly masterKey: string;
  readonly functionKeys: { readonly default: string };
  readonly systemKeys: { readonly durabletask_extension: string };
  readonly functions: { readonly withKey: { readonly default: string } };
}

describe('a host that asks for keys', () => {
  const folder = temporaryFolder();
  const host = new SpawnedHost([appFolder('locked'), '--port', '0', '--storage', folder.path, '--auth']);
  let url = '';
  // Read once the host serves: written by `loadKeys` in this form.
  let keys = {} as Keys;
  beforeAll(async () => {
    url = await host.url();
    keys = JSON.parse(readFileSync(join(folder.path, 'keys.json'), 'utf8')) as Keys;
  });
  afterAll(async () => {
    await host.stop();
    folder.remove();
  });

  const get = (path: string, key?: string) =>
    fetch(url + path, key === undefined ? {} : { headers: { 'x-functions-key': key } });
  const statusOf = async (path: string, key?: string) => (await get(path, key)).status;

  it('keeps them in a file that belongs to its owner alone, and tells where', () => {
    expect(statSync(join(folder.path, 'keys.json')).mode & 0o777).toBe(0o600);
    expect(host.output).toContain(`Keys are asked for; they are in ${join(folder.path, 'keys.json')}`);
    expect(host.output).not.toContain(keys.masterKey);
  });

  it('lets everybody call an anonymous function', async () => {
    expect(await statusOf('/api/anyone')).toBe(200);
  });

  it('answers 401 with an empty body without a key', async () => {
    const answer = await get('/api/withKey');
    expect([answer.status, await answer.text()]).toEqual([401, '']);
  });

  it.each([
    ['/api/withKey', 'masterKey', 200],
    ['/api/withKey', 'functionKeys.default', 200],
    ['/api/withKey', 'functions.withKey.default', 200],
    ['/api/otherWithKey', 'functions.withKey.default', 401],
    ['/api/withKey', 'systemKeys.durabletask_extension', 401],
    ['/api/masterOnly', 'masterKey', 200],
    ['/api/masterOnly', 'functionKeys.default', 401],
    [`${management}/instances`, 'systemKeys.durabletask_extension', 200],
    [`${management}/instances`, 'masterKey', 200],
    [`${management}/instances`, 'functionKeys.default', 401],
    ['/admin/functions', 'masterKey', 200],
    ['/admin/host/status', 'masterKey', 200],
    ['/admin/functions', 'systemKeys.durabletask_extension', 401],
    ['/admin/functions', 'functionKeys.default', 401],
  ])('%s with %s answers %i, by header and by query', async (path, name, status) => {
    const key = name.split('.').reduce<unknown>((value, field) => (value as Record<string, unknown>)[field], keys);
    expect(await statusOf(path, String(key))).toBe(status);
    expect(await statusOf(`${path}?code=${String(key)}`)).toBe(status);
  });

  it('takes the key of the header when the query has one, too', async () => {
    const { default: right } = keys.functionKeys;
    expect(await statusOf(`/api/withKey?code=${right}`, 'wrong')).toBe(401);
    expect(await statusOf('/api/withKey?code=wrong', right)).toBe(200);
  });

  it.each(['/ADMIN/functions', '/%61dmin/functions', '/admin/functions/', '/RUNTIME/webhooks/durabletask/instances'])(
    'is not misled by another way to write a path: %s',
    async (path) => {
      expect(await statusOf(path)).toBe(401);
    },
  );

  it('lets the durable client of the app in without a key', async () => {
    const answer = await fetch(`${url}/api/begin`, { method: 'POST' });
    expect([answer.status, await answer.json()]).toEqual([200, 'text']);
  });

  it('hands out links with the system key, which work as they are', async () => {
    const links = (await (await fetch(`${url}/api/links`, { method: 'POST' })).json()) as Record<string, string>;
    const code = new URL(links['statusQueryGetUri'] ?? '').searchParams.get('code');
    expect(code).toBe(keys.systemKeys.durabletask_extension);
    expect((await fetch(links['statusQueryGetUri'] ?? '')).ok).toBe(true);
    expect(await statusOf(new URL(links['purgeHistoryDeleteUri'] ?? '').pathname)).toBe(401);
  });

  it('hands out such links in answers of the management API, too', async () => {
    const headers = { 'x-functions-key': keys.systemKeys.durabletask_extension };
    const started = await fetch(`${url}${management}/orchestrators/echo`, { method: 'POST', headers });
    const { terminatePostUri } = (await started.json()) as { terminatePostUri: string };
    expect(new URL(terminatePostUri).searchParams.get('code')).toBe(keys.systemKeys.durabletask_extension);
  });

  it('keeps its keys over a restart', async () => {
    await host.stop();
    const again = new SpawnedHost([appFolder('locked'), '--port', '0', '--storage', folder.path, '--auth']);
    const answer = await fetch(`${await again.url()}/admin/functions?code=${keys.masterKey}`);
    await again.stop();
    expect(answer.status).toBe(200);
  });
});

describe('a host that asks for no keys', () => {
  const host = startApp('locked');
  afterAll(() => host.stop());

  it.each(['/api/withKey', '/api/masterOnly', '/admin/functions', `${management}/instances`])(
    'lets everybody in: %s',
    async (path) => {
      expect((await fetch((await host.url()) + path, { headers: { 'x-functions-key': 'any' } })).status).toBe(200);
    },
  );

  it('hands out links without a key', async () => {
    const links = await (await fetch(`${await host.url()}/api/links`, { method: 'POST' })).text();
    expect(links).not.toContain('code=');
  });
});
