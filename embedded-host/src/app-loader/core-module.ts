import type { Log, LogLevel } from '../log';
import { logSystem } from '../log';
import type { Disposable, FunctionCallback, ProgrammingModel } from './functions-core';
import type { Hooks } from './hooks';
import type { FunctionRegistry } from './registry';

/** Version of the Functions host whose behaviour is emulated; some libraries compare it. */
export const emulatedHostVersion = '4.1037.0';
const emulatedWorkerVersion = '3.10.0';

/** The module that `@azure/functions` gets when it asks for `@azure/functions-core`. */
export interface CoreModule {
  readonly version: string;
  readonly hostVersion: string;
  readonly Disposable: typeof CoreDisposable;
  registerFunction(metadata: unknown, callback: FunctionCallback): Disposable;
  setProgrammingModel(model: ProgrammingModel): void;
  getProgrammingModel(): ProgrammingModel | undefined;
  registerHook(name: string, callback: (context: object) => unknown): Disposable;
  log(level: LogLevel, category: string, message: string): void;
}

export function createCoreModule(registry: FunctionRegistry, hooks: Hooks, log: Log): CoreModule {
  let model: ProgrammingModel | undefined;
  return {
    version: emulatedWorkerVersion,
    hostVersion: emulatedHostVersion,
    Disposable: CoreDisposable,
    registerFunction: (metadata, callback) => new CoreDisposable(registry.register(metadata, callback)),
    setProgrammingModel: (given) => {
      model = given;
    },
    getProgrammingModel: () => model,
    registerHook: (name, callback) => new CoreDisposable(hooks.add(name, callback)),
    log: (level, category, message) => {
      if (category === 'user') log.write({ level, message });
      else logSystem(log, { level, message });
    },
  };
}

class CoreDisposable implements Disposable {
  readonly #release: () => void;

  constructor(release: () => void) {
    this.#release = release;
  }

  static from(...disposables: readonly Disposable[]): CoreDisposable {
    return new CoreDisposable(() => {
      for (const disposable of disposables) disposable.dispose();
    });
  }

  dispose(): void {
    this.#release();
  }
}
