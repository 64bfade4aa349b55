/** Runs so many instances of a workload on the durable host, 64 at a time, and nothing else. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { embeddedHost } from '../subjects/embedded-host.mts';

const FLEET = 64;
const [workload, count] = z.tuple([z.enum(['W1', 'W3']), z.coerce.number().int()]).parse(process.argv.slice(2));
const folder = mkdtempSync(join(tmpdir(), 'bench-instances-'));
const { once, close } = await embeddedHost('durable', folder, workload);
const run = once[workload];
if (!run) throw new Error(`The host does not run ${workload}.`);
let left = count;
const client = async () => {
  while (left-- > 0) await run();
};
await Promise.all(Array.from({ length: FLEET }, client));
await close();
rmSync(folder, { recursive: true });
process.exit(0);
