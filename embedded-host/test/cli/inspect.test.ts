import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { SpawnedHost, appFolder } from './spawned-host';

const app = appFolder('es-module');
const rest = ['--port', '0', '--storage', 'memory'];

/** A server on a port that nobody else has. */
async function listening() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this form.
  return { server, port: (server.address() as AddressInfo).port };
}

describe('embedded-host start --inspect', () => {
  it('lets a debugger attach on the port that is given', async () => {
    const { server, port } = await listening();
    await new Promise((resolve) => server.close(resolve));
    const host = new SpawnedHost([`--inspect=${port}`, app, ...rest]);
    await host.url();
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { type: string }[];
    await host.stop();
    expect(targets).toEqual([expect.objectContaining({ type: 'node' })]);
  });

  it('takes the word after a bare option for the folder', async () => {
    const host = new SpawnedHost(['--inspect', '/no/such/folder', ...rest]);
    const { errors } = await host.ended;
    expect(errors).toMatch(/The folder \/no\/such\/folder does not exist|The debugger cannot listen on port 9229/);
  });

  it('is refused when the port is taken', async () => {
    const { server, port } = await listening();
    const { code, errors } = await new SpawnedHost([`--inspect=${port}`, app, ...rest]).ended;
    server.close();
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(new RegExp(`^The debugger cannot listen on port ${port}: `)),
    ]);
  });
});
