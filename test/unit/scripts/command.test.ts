import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { succeeds } from '../../../scripts/verify/command.mts';

const run = (code: string, limitMs = 30_000, program = process.execPath) =>
  succeeds({ program, args: ['-e', code], cwd: __dirname, limitMs });

/** Waits for a process of its own, as npm does for the tests; that one holds a connection and never ends. */
const endless = (port: number) =>
  `require('node:child_process').spawnSync(process.execPath, ['-e', "require('node:net').connect(${port}, '127.0.0.1')"])`;

describe('a command of npm run verify', () => {
  it('succeeds when it ends with 0', async () => {
    expect([await run('process.exit(0)'), await run('process.exit(3)')]).toEqual([true, false]);
  });

  it('has failed when its program is not there', async () => {
    expect(await run('', 30_000, 'no-such-program')).toBe(false);
  });

  it('ends with all that it has begun when its time is over', async () => {
    await using server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    // A server that listens on a port has an address.
    const running = run(endless((server.address() as AddressInfo).port), 5_000);
    // The event of a server that speaks TCP.
    const [connection] = (await once(server, 'connection')) as [Socket];
    const closed = once(connection.resume(), 'close');
    expect(await running).toBe(false);
    await closed;
  }, 30_000);
});
