/**
 * The functions of an app, registered without any host: `@azure/functions` asks for a module that only hosts have, and
 * gets one that does nothing but remember. Works once in a process.
 */
import Module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type Handler = (input: unknown, context: object) => unknown;

const HOST_MODULE = '@azure/functions-core';

export async function functionsOf(app: string): Promise<ReadonlyMap<string, Handler>> {
  const functions = new Map<string, Handler>();
  const hostModule = {
    version: '4.0.0',
    registerFunction: ({ name }: { readonly name: string }, handler: Handler) => functions.set(name, handler),
    setProgrammingModel: () => undefined,
    registerHook: () => undefined,
    log: () => undefined,
  };
  const { prototype } = Module;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with the module that asks, below.
  const original = prototype.require;
  prototype.require = function (this: Module, id: string): unknown {
    return id === HOST_MODULE ? hostModule : original.call(this, id);
  };
  await import(pathToFileURL(join(app, 'app.mts')).href);
  prototype.require = original;
  return functions;
}
