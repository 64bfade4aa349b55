/** The app as `npm start` serves it, in a process of its own and with a storage of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { commandFlags } from '../command-flags.mts';

const root = resolve(import.meta.dirname, '../..');

export interface ServedApp {
  readonly url: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

export async function serveApp(folder: string): Promise<ServedApp> {
  const storage = mkdtempSync(join(folder, 'served-'));
  const command = [
    join(root, 'embedded-host/bin/embedded-host.js'),
    'start',
    root,
    '--port',
    '0',
    '--storage',
    storage,
  ];
  const child = spawn(process.execPath, [...commandFlags, ...command], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, DATA_FOLDER: join(storage, 'services') },
  });
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(storage, { recursive: true, force: true });
  };
  for await (const line of createInterface(child.stdout)) {
    const url = /^Serving on (\S+)/.exec(line)?.[1];
    if (url === undefined || child.pid === undefined) continue;
    // Nobody reads on, and a full pipe would stop the host.
    child.stdout.resume();
    return { url, pid: child.pid, stop };
  }
  await stop();
  throw new Error('The host did not start.');
}
