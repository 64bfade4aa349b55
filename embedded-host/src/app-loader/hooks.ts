import { HostError } from '../errors';

const hookNames = ['preInvocation', 'postInvocation', 'appStart', 'appTerminate', 'log'] as const;

export type HookName = (typeof hookNames)[number];

type HookCallback = (context: object) => unknown;

/** Hooks of an app, run in the order in which they were registered. */
export class Hooks {
  readonly #callbacks = new Map<HookName, HookCallback[]>();
  /** Shared by every hook of the app. */
  readonly appHookData: Record<string, unknown> = {};
  /** Shared by the `appStart` and `appTerminate` hooks. */
  readonly appLevelData: Record<string, unknown> = {};

  /** Returns the function that removes the hook. Throws what the library expects for an unknown name. */
  add(name: string, callback: HookCallback): () => void {
    const known = hookNames.find((hook) => hook === name);
    if (!known) throw unknownHook(name);
    const callbacks = this.#callbacks.get(known) ?? [];
    this.#callbacks.set(known, callbacks);
    callbacks.push(callback);
    return () => {
      const at = callbacks.indexOf(callback);
      if (at >= 0) callbacks.splice(at, 1);
    };
  }

  has(name: HookName): boolean {
    return (this.#callbacks.get(name)?.length ?? 0) > 0;
  }

  /** Runs the hooks one after the other; the first that throws ends the chain. */
  async run(name: HookName, context: object): Promise<void> {
    for (const callback of [...(this.#callbacks.get(name) ?? [])]) await callback(context);
  }

  /** For `log` hooks, which cannot be waited for. */
  runSync(name: HookName, context: object): void {
    for (const callback of [...(this.#callbacks.get(name) ?? [])]) callback(context);
  }

  async runApp(name: 'appStart' | 'appTerminate', functionAppDirectory: string): Promise<void> {
    await this.run(name, { hookData: this.appLevelData, appHookData: this.appHookData, functionAppDirectory });
  }
}

/** The library recognises an old host by exactly this kind of error. */
function unknownHook(name: string): RangeError {
  const { message } = new HostError('app.hookUnknown', { hook: name, known: hookNames.join(', ') });
  return Object.assign(new RangeError(message), { isAzureFunctionsSystemError: true });
}
