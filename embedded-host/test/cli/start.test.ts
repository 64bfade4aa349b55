import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SpawnedHost, appFolder, startApp, temporaryFolder } from './spawned-host';

describe('embedded-host start', () => {
  let folder = temporaryFolder();
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const refusal = async (...args: readonly string[]) => {
    const { code, errors, output } = await new SpawnedHost(args).ended;
    return { code, errors: errors.trim(), output };
  };

  it('prints the functions with their URLs, a call to copy, and where it serves', async () => {
    const host = startApp('es-module');
    const url = await host.url();
    await host.stop();
    expect(host.output).toContain(`greet: [GET] ${url}/api/greet\n  hello: orchestrationTrigger\n`);
    expect(host.output).toContain(`curl -i '${url}/api/greet'`);
  });

  it('prints the text that the app names as its welcome instead', async () => {
    writeFileSync(join(folder.path, 'host.json'), '{}');
    writeFileSync(join(folder.path, 'hello.txt'), 'Try {url}/api/orders\n');
    writeFileSync(join(folder.path, 'package.json'), '{ "embeddedHost": { "welcome": "hello.txt" } }');
    const host = new SpawnedHost([folder.path, '--port', '0', '--storage', 'memory']);
    const url = await host.url();
    await host.stop();
    expect(host.output).toContain(`Try ${url}/api/orders`);
  });

  it('keeps instances in .durable of the app folder unless told otherwise', async () => {
    writeFileSync(join(folder.path, 'host.json'), '{}');
    const host = new SpawnedHost([folder.path, '--port', '0']);
    await host.url();
    await host.stop();
    expect(() => mkdirSync(join(folder.path, '.durable'))).toThrow(/EEXIST/);
  });

  it('refuses a folder that does not exist', async () => {
    const { code, errors } = await refusal('/no/such/folder');
    expect([code, errors]).toEqual([
      1,
      'The folder /no/such/folder does not exist; pass the folder of a function app: embedded-host start <folder>.',
    ]);
  });

  it('refuses a broken host.json with the place of the mistake', async () => {
    writeFileSync(join(folder.path, 'host.json'), '{ "version": }');
    const { code, errors } = await refusal(folder.path);
    expect([code, errors]).toEqual([
      1,
      'host.json is not valid JSON: value expected at line 1, column 14; correct the file.',
    ]);
  });

  it('refuses an entry point that throws, with its message and without a stack', async () => {
    const { code, errors } = await refusal(appFolder('throwing-entry'), '--storage', 'memory');
    expect([code, errors]).toEqual([
      1,
      'The entry point index.js could not be loaded: no database; correct the app or its settings.',
    ]);
  });

  it('shows the stack when asked for', async () => {
    const { errors } = await refusal(appFolder('throwing-entry'), '--storage', 'memory', '--verbose');
    expect(errors).toMatch(/Caused by: TypeError: no database\nhere\n {4}at /);
  });

  it('refuses function names that differ only in case', async () => {
    const { code, errors } = await refusal(appFolder('duplicate-case'), '--storage', 'memory');
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/^The function names greet and Greet differ only in case/),
    ]);
  });

  it('refuses a main that matches no file', async () => {
    writeFileSync(join(folder.path, 'host.json'), '{}');
    writeFileSync(join(folder.path, 'package.json'), '{ "main": "dist/*.js" }');
    const { code, errors } = await refusal(folder.path);
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/^No file matches "main" of package\.json \(dist\/\*\.js\)/),
    ]);
  });

  it('refuses a port in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A server that listens on a port has an address of this form.
    const { port } = server.address() as AddressInfo;
    const { code, errors } = await refusal(appFolder('es-module'), '--port', String(port), '--storage', 'memory');
    server.close();
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is already in use; .*\\.$`)),
    ]);
  });

  it('refuses a store from a newer version of the host', async () => {
    const args = [appFolder('es-module'), '--port', '0', '--storage', folder.path];
    const host = new SpawnedHost(args);
    await host.url();
    await host.stop();
    const file = readdirSync(folder.path).find((name) => name.endsWith('.sqlite') || name.endsWith('.db')) ?? '';
    const database = new DatabaseSync(join(folder.path, file));
    database.exec('PRAGMA user_version = 999');
    database.close();
    const { code, errors } = await refusal(...args);
    expect([code, errors]).toEqual([1, expect.stringMatching(/newer version[^\n]*$/)]);
  });

  it('warns when others can reach it and no keys are asked for', async () => {
    const warningOf = async (...args: readonly string[]) => {
      const host = startApp('es-module', ...args);
      await host.url();
      return (await host.stop()).output.includes('can call everything: see --auth');
    };
    expect(await warningOf('--host', '0.0.0.0')).toBe(true);
    expect(await warningOf()).toBe(false);
  });

  it('refuses a port that is none', async () => {
    const { code, errors } = await refusal('--port', 'http');
    expect([code, errors]).toEqual([1, expect.stringContaining('expected a whole number from 0 to 65535')]);
  });
});
