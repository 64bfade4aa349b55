/** The manifest and the lock of what is deployed: those of the root, without what is for development. */
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  main: z.string(),
  engines: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
});
const Lock = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** Never asks about vulnerabilities or funding on its way, and runs nobody's scripts. */
export const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** npm drops from the copied lock what the smaller manifest does not ask for; it needs no registry for that. */
export function stageManifests(root: string, staging: string): void {
  const manifest = Manifest.parse(readJson(join(root, 'package.json')));
  writeFileSync(join(staging, 'package.json'), `${JSON.stringify({ ...manifest, private: true }, null, 2)}\n`);
  cpSync(join(root, 'package-lock.json'), join(staging, 'package-lock.json'));
  execFileSync('npm', ['install', '--package-lock-only', ...quietly], {
    cwd: staging,
    stdio: ['ignore', process.stderr, 'inherit'],
    shell: process.platform === 'win32',
  });
  assertSameVersions(root, staging);
}

function assertSameVersions(root: string, staging: string): void {
  const tested = Lock.parse(readJson(join(root, 'package-lock.json'))).packages;
  const staged = Lock.parse(readJson(join(staging, 'package-lock.json'))).packages;
  for (const [path, { version }] of Object.entries(staged)) {
    if (version !== tested[path]?.version) {
      throw new Error(
        `${path} would be deployed as ${String(version)}, but was tested as ${String(tested[path]?.version)}.`,
      );
    }
  }
}

/** Runs something that only reads the manifests of what is deployed. */
export function npmAboutDeployed(staging: string, args: readonly string[]): string {
  return execFileSync('npm', [...args, '--package-lock-only', '--loglevel=error'], {
    cwd: staging,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
  });
}
