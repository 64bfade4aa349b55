import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const root = resolve(import.meta.dirname, '../..');

type Child = ChildProcessByStdio<null, Readable, null>;

export interface OwnHost extends AsyncDisposable {
  readonly url: string;
}

/** A host on a free port, whose storage goes with it. */
export async function startOwnHost(): Promise<OwnHost> {
  const storage = await mkdtemp(join(tmpdir(), 'execution-orchestrator-demo-'));
  const child = spawn(
    process.execPath,
    [join(root, 'embedded-host/bin/embedded-host.js'), 'start', root, '--port', '0', '--storage', storage],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DATA_FOLDER: join(storage, 'services') } },
  );
  const stop = async () => {
    await end(child);
    await rm(storage, { recursive: true, force: true });
  };
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => void stop().then(() => process.exit(exitCode)));
  }
  try {
    return { url: await urlOf(child), [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function urlOf(child: Child): Promise<string> {
  for await (const line of createInterface(child.stdout)) {
    const url = /^Serving on (\S+)/.exec(line)?.[1];
    if (url === undefined) continue;
    // Nobody reads on, and a full pipe would stop the host.
    child.stdout.resume();
    return url;
  }
  throw new Error('The host did not start.');
}

async function end(child: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
