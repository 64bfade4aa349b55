/** The app on the real Functions host, as Core Tools run it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { isHealthy } from './ready.mts';
import { Service } from './service.mts';

/** The first start downloads the extension bundle. */
const START_SECONDS = 600;

interface Started {
  readonly func: string;
  readonly zip: string;
  readonly port: number;
  /** Of the Durable Task Scheduler emulator, where the host.json in the zip asks for it. */
  readonly scheduler: string;
  readonly folder: string;
  readonly logs: string;
}

export interface FunctionsHost extends AsyncDisposable {
  readonly url: string;
}

export async function startFunctionsHost(start: Started): Promise<FunctionsHost> {
  const { func, zip, port, folder, logs } = start;
  unpack(zip, folder);
  writeFileSync(join(folder, 'local.settings.json'), JSON.stringify(localSettings(start), null, 2));
  const url = `http://localhost:${port}`;
  const service = new Service({
    ...{ name: 'func', folder, log: join(logs, 'func.log') },
    command: [func, 'start', '--port', String(port), '--timeout', String(START_SECONDS)],
  });
  try {
    await service.ready(() => isHealthy(url), START_SECONDS * 1000);
    return { url, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
  } catch (error) {
    await service[Symbol.asyncDispose]();
    throw error;
  }
}

function localSettings({ folder, scheduler }: Started) {
  return {
    IsEncrypted: false,
    Values: {
      FUNCTIONS_WORKER_RUNTIME: 'node',
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: `Endpoint=${scheduler};Authentication=None`,
      DATA_FOLDER: join(folder, '.services'),
    },
  };
}

function unpack(zip: string, folder: string): void {
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}
