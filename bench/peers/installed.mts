/** What `npm run bench:peers` has installed here, beside the dependencies of the project. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';

const folder = join(import.meta.dirname, 'node_modules');
const Manifest = z.object({ version: z.string() });

/** Imported by a name that no tool follows: a checkout without the peers is complete. */
export function importPeer(name: string): Promise<unknown> {
  return import(name);
}

export function requirePeer(name: string): unknown {
  return createRequire(import.meta.url)(name);
}

export function pathOf(...parts: readonly string[]): string {
  return join(folder, ...parts);
}

export function versionOf(name: string): string {
  return Manifest.parse(JSON.parse(readFileSync(pathOf(name, 'package.json'), 'utf8'))).version;
}
