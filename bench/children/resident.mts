/** How much memory a process has when it has loaded something and does nothing. */
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { answer, childOptions } from './options.mts';
import { ownMemoryMb } from '../machine/processes.mts';
import { loops } from '../workloads/all.mts';

const SETTLE_MS = 300;

const { load, folder, out } = childOptions(z.object({ load: z.enum(['nothing', 'fastify', 'sdk', 'host']) }));
const ofTheHost = createRequire(resolve(import.meta.dirname, '../../embedded-host/package.json'));

switch (load) {
  case 'nothing':
    break;
  case 'fastify':
    ofTheHost('fastify');
    break;
  case 'sdk':
    ofTheHost('durable-functions');
    break;
  case 'host':
    await startIdleHost();
}
await pause(SETTLE_MS);
answer(out, { memoryMb: ownMemoryMb() });
process.exit(0);

async function startIdleHost(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const storage = mkdtempSync(join(folder, 'idle-'));
  process.once('exit', () => rmSync(storage, { recursive: true, force: true }));
  const { startHost } = await import('embedded-host');
  await startHost({ folder: loops.W1.app, port: 0, storage: { folder: storage } });
}
