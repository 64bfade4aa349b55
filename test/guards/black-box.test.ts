/**
 * The script that runs the zip on the real Functions host, with stand-ins for what it starts: the embedded host for func,
 * and for Azurite whatever listens. So it is the script that is tested, and not the real host.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { z } from 'zod';
import { projectRoot } from './fixture-tree';
import { standInProgram } from './stand-in-program';

const zip = join(z.string().parse(process.env['PACKAGE_FOLDER']), '..', 'app.zip');
const hostProgram = join(projectRoot, 'embedded-host/bin/embedded-host.js');

const funcOfEmbeddedHost = `
  const { spawn } = require('node:child_process');
  const [, , start, , port] = process.argv;
  const { Values } = JSON.parse(require('node:fs').readFileSync('local.settings.json', 'utf8'));
  if (Values.AzureWebJobsStorage !== 'UseDevelopmentStorage=true') throw new Error('no storage');
  console.log('the real host would say more');
  spawn(process.execPath, [${JSON.stringify(hostProgram)}, start, '.', '--port', port], { stdio: 'inherit' });`;
const funcThatEnds = `console.error('Port is taken'); process.exit(3);`;
const azuriteThatListens = `for (const port of [10000, 10001, 10002]) require('node:net').createServer().listen(port, '127.0.0.1');`;

let folder: string;
let azurite: string;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'black-box-test-'));
  azurite = await standInProgram(join(folder, 'azurite'), azuriteThatListens);
  port = await freePort();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port: free } = z.object({ port: z.int() }).parse(server.address());
  server.close();
  return free;
}

async function blackBox(app: string, func: string, ...options: readonly string[]) {
  const script = join(projectRoot, 'scripts/black-box.mts');
  const args = ['--app', app, '--func', func, '--azurite', azurite, '--port', String(port), '--patience', '2'];
  const child = spawn(process.execPath, [script, ...args, '--logs', join(folder, 'logs'), ...options]);
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, output, errors };
}

function listens(to: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(to, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

describe('the black box', () => {
  it('tests the zip on the host that it has started, and keeps what host and tests say', async () => {
    const func = await standInProgram(join(folder, 'func'), funcOfEmbeddedHost);
    const { code, output, errors } = await blackBox(zip, func, '--tests', 'test/http/smoke');
    expect({ code, errors }).toMatchObject({ code: 0, errors: expect.stringContaining('PASS') });
    expect(output).toContain(`http://localhost:${port}`);
    expect(await readFile(join(folder, 'logs/func.log'), 'utf8')).toContain('Serving on');
    expect(await readFile(join(folder, 'logs/junit.xml'), 'utf8')).toContain('<testcase');
  }, 180_000);

  it('fails with what the host has said when that ends at once', async () => {
    const nothing = join(folder, 'nothing.zip');
    await writeFile(nothing, zipSync({ 'host.json': Buffer.from('{}') }));
    const { code, errors } = await blackBox(nothing, await standInProgram(join(folder, 'func'), funcThatEnds));
    expect({ code, errors }).toEqual({ code: 1, errors: expect.stringMatching(/func has ended .*Port is taken/s) });
  });

  it('fails where the scheduler is needed and not there', async () => {
    const options = ['--needs-scheduler', '--scheduler', `http://localhost:${await freePort()}`];
    expect(await blackBox(zip, 'func', ...options)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('Nothing'),
    });
  });

  it('leaves nothing behind that runs', async () => {
    expect(await Promise.all([10_000, 10_001, 10_002, port].map(listens))).toEqual([false, false, false, false]);
  });
});
