/** The zip that is deployed, unpacked where nothing else is, on the embedded host in a process of its own. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { SpawnedHost } from '../../embedded-host/test/cli/spawned-host';

const projectRoot = join(__dirname, '..', '..');

export interface ServedPackage {
  readonly url: string;
  /** Where it is unpacked. */
  readonly folder: string;
  stop(): Promise<void>;
}

export async function servePackage(): Promise<ServedPackage> {
  const place = await mkdtemp(join(tmpdir(), 'package-'));
  const folder = join(place, 'app');
  try {
    await unpack(await packaged(place), folder);
    const host = new SpawnedHost([folder, '--port', '0', '--storage', join(place, 'storage')], {
      DATA_FOLDER: join(place, 'services'),
    });
    const url = await host.url();
    const stop = async () => {
      await host.stop();
      await rm(place, { recursive: true, force: true });
    };
    return { url, folder, stop };
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    throw error;
  }
}

async function packaged(place: string): Promise<string> {
  const zip = join(place, 'app.zip');
  await promisify(execFile)(process.execPath, [join(projectRoot, 'scripts/package-app.mts'), '--out', zip]);
  return zip;
}

async function unpack(zip: string, folder: string): Promise<void> {
  for (const [path, bytes] of Object.entries(unzipSync(await readFile(zip)))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}
