import { createServer } from 'node:net';
import { open } from 'node:inspector';
import { HostError, problemOf } from './errors';

const LOOPBACK = '127.0.0.1';

/** Lets a debugger attach, before the app loads. Throws a HostError when the port is taken. */
export async function openInspector(port: number): Promise<void> {
  await requireFree(port);
  open(port, LOOPBACK);
}

/** Node would only print that it failed. */
async function requireFree(port: number): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject).listen(port, LOOPBACK, resolve);
    });
  } catch (error) {
    throw new HostError('host.inspectorUnavailable', { port, problem: problemOf(error) }, error);
  } finally {
    probe.close();
  }
}
