/** The storage emulator. The real host needs one with every backend: for keys, timers and leases. */
import { join } from 'node:path';
import { isListening } from './ready.mts';
import { Service } from './service.mts';

/** Its usual ones for blobs, queues and tables, as UseDevelopmentStorage=true has them. */
const PORTS = [10_000, 10_001, 10_002];
const READY_WITHIN_MS = 120_000;

const usual = ['npx', '--yes', 'azurite@3.37.0'];

interface Started {
  readonly program: string | undefined;
  readonly folder: string;
  readonly logs: string;
}

const allListen = async () => (await Promise.all(PORTS.map(isListening))).every(Boolean);

/** Undefined when one runs already: that is used, and left running. */
export async function startAzurite({ program, folder, logs }: Started): Promise<Service | undefined> {
  if (await allListen()) return undefined;
  const azurite = new Service({
    ...{ name: 'Azurite', folder, log: join(logs, 'azurite.log') },
    command: [
      ...(program === undefined ? usual : [program]),
      '--silent',
      '--skipApiVersionCheck',
      '--location',
      folder,
    ],
  });
  try {
    await azurite.ready(allListen, READY_WITHIN_MS);
    return azurite;
  } catch (error) {
    await azurite[Symbol.asyncDispose]();
    throw error;
  }
}
