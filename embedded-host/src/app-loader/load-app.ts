import { statSync } from 'node:fs';
import { HostError, problemOf } from '../errors';
import type { Log } from '../log';
import { createCoreModule } from './core-module';
import { loadEntryPoint } from './entry-point';
import type { ProgrammingModel } from './functions-core';
import { Hooks } from './hooks';
import type { PackageInfo } from './package-json';
import { entryPoints } from './package-json';
import type { RegisteredFunction } from './registry';
import { FunctionRegistry } from './registry';
import { installCoreModule } from './virtual-module';

export interface LoadedApp {
  readonly folder: string;
  /** In order of registration, without those that settings disable. */
  readonly functions: readonly RegisteredFunction[];
  readonly hooks: Hooks;
  /** Undefined for an app that registers nothing. */
  readonly model: ProgrammingModel | undefined;
  /** Where the library listens for streamed requests, if the app asked for HTTP streaming. */
  readonly streamUrl: string | undefined;
  /** Runs the `appTerminate` hooks, and stops answering for `@azure/functions-core`; its code stays in memory. */
  close(): Promise<void>;
}

/** The capabilities of the Node worker, which the library may look at. */
const workerCapabilities = [
  'RawHttpBodyBytes',
  'RpcHttpTriggerMetadataRemoved',
  'RpcHttpBodyOnly',
  'IgnoreEmptyValuedRpcHttpHeaders',
  'UseNullableValueDictionaryForHttp',
  'WorkerStatus',
  'TypedDataCollection',
  'HandlesWorkerTerminateMessage',
];

export function requireFolder(folder: string): void {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new HostError('app.folderMissing', { folder });
}

/** Loads every entry point of an app and runs its `appStart` hooks. The environment must be complete before. */
export async function loadApp(folder: string, info: PackageInfo, log: Log): Promise<LoadedApp> {
  const registry = new FunctionRegistry();
  const hooks = new Hooks();
  const core = createCoreModule(registry, hooks, log);
  const files = info.main === undefined ? [] : entryPoints(folder, info.main);
  const unload = installCoreModule(core, folder);
  try {
    for (const file of files) await loadEntryPoint(file, info.isModule);
    await startHooks(hooks, folder);
  } catch (error) {
    unload();
    throw error;
  }
  const model = core.getProgrammingModel();
  const capabilities = await model?.getCapabilities(
    Object.fromEntries(workerCapabilities.map((name) => [name, 'true'])),
  );
  const functions = registry.close().filter((registered) => !isDisabled(registered.name));
  const close = async (): Promise<void> => {
    await hooks.runApp('appTerminate', folder).finally(unload);
  };
  return { folder, functions, hooks, model, streamUrl: capabilities?.['HttpUri'], close };
}

async function startHooks(hooks: Hooks, folder: string): Promise<void> {
  try {
    await hooks.runApp('appStart', folder);
  } catch (error) {
    throw new HostError('app.hookFailed', { hook: 'appStart', problem: problemOf(error) }, error);
  }
}

function isDisabled(name: string): boolean {
  const setting = process.env[`AzureWebJobs.${name}.Disabled`] ?? process.env[`AzureWebJobs_${name}_Disabled`];
  return setting?.toLowerCase() === 'true' || setting === '1';
}
