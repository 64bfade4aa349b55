import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { z } from 'zod';
import { HostError } from '../errors';
import { readJsonFile } from './json-file';

const PackageJson = z.looseObject({
  // A value of another type counts as absent, as in the Node worker.
  main: z.string().optional().catch(undefined),
  type: z.string().optional().catch(undefined),
  embeddedHost: z.looseObject({ welcome: z.string().optional() }).optional().catch(undefined),
});

export interface PackageInfo {
  readonly main: string | undefined;
  readonly isModule: boolean;
  /** File whose text is printed once the host serves; `{url}` in it becomes the host's address. */
  readonly welcome: string | undefined;
}

/** A folder without package.json is an app without functions, not an error. */
export function readPackageInfo(folder: string): PackageInfo {
  const parsed = PackageJson.safeParse(readJsonFile(join(folder, 'package.json')));
  if (!parsed.success) return { main: undefined, isModule: false, welcome: undefined };
  const { main, type, embeddedHost } = parsed.data;
  return { main: main === '' ? undefined : main, isModule: type === 'module', welcome: embeddedHost?.welcome };
}

/** Files that `main` stands for, as absolute paths in a stable order. `main` is a glob with braces and `**`. */
export function entryPoints(folder: string, main: string): string[] {
  const pattern = main.replaceAll('\\', '/').replace(/^\.\//, '');
  const files = globSync(pattern, { cwd: folder, absolute: true, dot: true, expandDirectories: false });
  if (files.length === 0) throw new HostError('app.entryPointMissing', { main, folder });
  return files.sort();
}
