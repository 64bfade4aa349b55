/** A sample, copied to a clean folder with nothing but the packages that it asks for, and driven over HTTP as any client does. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { SpawnedHost, temporaryFolder } from '../cli/spawned-host';

const Packages = z.record(z.string(), z.string()).default({});
const Manifest = z.looseObject({ dependencies: Packages, devDependencies: Packages });
const Started = z.looseObject({ id: z.string(), statusQueryGetUri: z.url(), terminatePostUri: z.url() });
const Status = z.looseObject({ runtimeStatus: z.string(), customStatus: z.unknown(), output: z.unknown() });

export type Started = z.infer<typeof Started>;
export type Status = z.infer<typeof Status>;

const POLL_MS = 50;
const LONGEST_MS = 20_000;

export function copySample(name: string): { readonly path: string; remove(): void } {
  const folder = temporaryFolder();
  cpSync(join(__dirname, 'apps', name), folder.path, { recursive: true });
  const { dependencies, devDependencies } = Manifest.parse(
    JSON.parse(readFileSync(join(folder.path, 'package.json'), 'utf8')),
  );
  for (const each of Object.keys({ ...dependencies, ...devDependencies })) linkPackage(each, folder.path);
  return folder;
}

/** Runs the sample's own compiler. */
export function build(folder: string): void {
  const compiler = join(folder, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The sample does not compile: ${stdout}`);
}

export class RunningSample {
  readonly host: SpawnedHost;
  readonly #url: Promise<string>;

  /** Its instances live in its own folder, as by default. */
  constructor(folder: string) {
    this.host = new SpawnedHost([folder, '--port', '0']);
    this.#url = this.host.url();
  }

  async fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(new URL(path, await this.#url), init);
  }

  async start(path: string, body?: unknown): Promise<Started> {
    const response = await this.fetch(path, { method: 'POST', body: JSON.stringify(body ?? null) });
    if (response.status !== 202) throw new Error(`Not started: ${response.status} ${await response.text()}`);
    return Started.parse(await response.json());
  }
}

/** Polls the status URL as a client of the public samples does. */
export async function statusOf({ statusQueryGetUri }: Started, until: (status: Status) => boolean): Promise<Status> {
  const end = performance.now() + LONGEST_MS;
  for (;;) {
    const status = Status.parse(await (await fetch(statusQueryGetUri)).json());
    if (until(status)) return status;
    if (performance.now() > end) throw new Error(`Still ${JSON.stringify(status)}`);
    await pause(POLL_MS);
  }
}

export const isCompleted = ({ runtimeStatus }: Status): boolean => runtimeStatus === 'Completed';

function linkPackage(name: string, folder: string): void {
  const target = join(folder, 'node_modules', name);
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(dirname(require.resolve(`${name}/package.json`)), target, 'junction');
}
