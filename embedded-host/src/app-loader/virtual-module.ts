/**
 * Answers `require('@azure/functions-core')` and keeps apps apart that are loaded one after the other in one process.
 *
 * - M1 the answer is in place before the app loads: a copy of the library that asked in vain remembers the failure.
 * - M2 each load sees fresh copies of the app and of the two libraries, since a copy remembers the first answer.
 *
 * Guarded by `embedded-host/test/app-loader/load-app.test.ts`.
 */
import Module from 'node:module';
import { sep } from 'node:path';
import type { CoreModule } from './core-module';

const NAME = '@azure/functions-core';
const LIBRARIES = ['@azure/functions', 'durable-functions'].map(
  (name) => `${sep}node_modules${sep}${name.replace('/', sep)}${sep}`,
);

/** From now on requests for the core module get this one. Returns the function that ends it. */
export function installCoreModule(core: CoreModule, folder: string): () => void {
  forgetCopies(folder);
  const { prototype } = Module;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with the module that asks, below.
  const original = prototype.require;
  const requireWithCore = function (this: Module, id: string): unknown {
    return id === NAME ? core : original.call(this, id);
  };
  prototype.require = requireWithCore;
  return () => {
    // Another host may have installed its own meanwhile; that one stays.
    if (prototype.require === requireWithCore) prototype.require = original;
  };
}

function forgetCopies(folder: string): void {
  for (const file of Object.keys(require.cache)) {
    const ofApp = file.startsWith(folder + sep) && !file.includes(`${sep}node_modules${sep}`);
    if (ofApp || LIBRARIES.some((library) => file.includes(library))) Reflect.deleteProperty(require.cache, file);
  }
}
