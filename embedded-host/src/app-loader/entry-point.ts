import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HostError, problemOf } from '../errors';

/** Loads one file of an app as Node would: `.mjs`, or any file but `.cjs` of a module package, as an ES module. */
export async function loadEntryPoint(file: string, isModulePackage: boolean): Promise<void> {
  try {
    const isModule = file.endsWith('.mjs') || (isModulePackage && !file.endsWith('.cjs'));
    if (isModule) await import(pathToFileURL(file).href);
    else createRequire(file)(file);
  } catch (error) {
    if (error instanceof HostError) throw error;
    throw new HostError('app.entryPointFailed', { file: basename(file), problem: problemOf(error) }, error);
  }
}
