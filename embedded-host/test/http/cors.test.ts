import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { readLocalSettings } from '../../src/app-loader/environment';
import { SpawnedHost, appFolder, startApp, temporaryFolder } from '../cli/spawned-host';

const page = 'https://shop.example';
const stranger = 'https://evil.example';

const preflight = (url: string, origin: string) =>
  fetch(url, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-mine' },
  });

describe.each(['buffered', 'streaming'])('CORS of local.settings.json, answers %s', (kind) => {
  const args = [appFolder('open-to-pages'), '--port', '0', '--storage', 'memory'];
  const host = new SpawnedHost(args, { STREAMING: kind === 'streaming' ? 'yes' : 'no' });
  afterAll(() => host.stop());
  const path = async () => `${await host.url()}/api/page`;

  it('lets a page of a listed origin read an answer', async () => {
    const answer = await fetch(await path(), { headers: { origin: page } });
    expect(await answer.text()).toBe('shown');
    expect(answer.headers.get('access-control-allow-origin')).toBe(page);
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
    expect(answer.headers.get('vary')).toBe('Origin');
  });

  it('does not let another one read it', async () => {
    const answer = await fetch(await path(), { headers: { origin: stranger } });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, null]);
  });

  it('answers the question before a request itself', async () => {
    const { status, headers } = await preflight(await path(), 'http://localhost:3000');
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    expect(headers.get('access-control-allow-methods')).toBe('PUT');
    expect(headers.get('access-control-allow-headers')).toBe('x-mine');
  });

  it('answers that of another origin without a permission', async () => {
    const { status, headers } = await preflight(await path(), stranger);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, null]);
  });

  it('holds for the management API, too', async () => {
    const url = `${await host.url()}/runtime/webhooks/durabletask/instances`;
    const answer = await fetch(url, { headers: { origin: page } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(page);
  });
});

describe('without CORS in local.settings.json', () => {
  const host = startApp('locked');
  afterAll(() => host.stop());

  it('no answer says anything about origins', async () => {
    const answer = await fetch(`${await host.url()}/api/anyone`, { headers: { origin: page } });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect((await preflight(`${await host.url()}/api/anyone`, page)).status).toBe(404);
  });
});

describe('the settings of CORS', () => {
  let folder = temporaryFolder();
  afterEach(() => folder.remove());

  const corsOf = (host: object) => {
    folder = temporaryFolder();
    mkdirSync(folder.path, { recursive: true });
    writeFileSync(join(folder.path, 'local.settings.json'), JSON.stringify({ Host: host }));
    return readLocalSettings(folder.path).cors;
  };

  it('are a list with commas, whose origins may end with a slash', () => {
    expect(corsOf({ CORS: 'https://a.example/, https://b.example' })).toEqual({
      origins: ['https://a.example', 'https://b.example'],
      credentials: false,
    });
  });

  it('are none unless given', () => {
    expect(corsOf({})).toEqual({ origins: [], credentials: false });
  });

  it('are refused when every origin could act for the user', () => {
    expect(() => corsOf({ CORS: '*', CORSCredentials: true })).toThrow(/CORS cannot be \* while Host.CORSCredentials/);
  });
});
