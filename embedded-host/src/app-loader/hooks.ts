import { HostError } from '../errors';

const hookNames = ['preInvocation', 'postInvocation', 'appStart', 'appTerminate', 'log'] as const;

export type HookName = (typeof hookNames)[number];

type HookCallback = (context: object) => unknown;

interface Hook {
  readonly callback: HookCallback;
  disposed: boolean;
}

/** Hooks of an app, run in the order in which they were registered. */
export class Hooks {
  readonly #hooks = new Map<HookName, readonly Hook[]>();
  /** Shared by every hook of the app. */
  readonly appHookData: Record<string, unknown> = {};
  /** Shared by the `appStart` and `appTerminate` hooks. */
  readonly appLevelData: Record<string, unknown> = {};

  /** Returns the function that removes the hook. Throws what the library expects for an unknown name. */
  add(name: string, callback: HookCallback): () => void {
    const known = hookNames.find((hook) => hook === name);
    if (!known) throw unknownHook(name);
    const hook = { callback, disposed: false };
    this.#hooks.set(known, [...this.#of(known), hook]);
    return () => {
      hook.disposed = true;
      this.#hooks.set(
        known,
        this.#of(known).filter((other) => other !== hook),
      );
    };
  }

  has(name: HookName): boolean {
    return this.#of(name).length > 0;
  }

  /** Runs the hooks one after the other; the first that throws ends the chain. */
  async run(name: HookName, context: object): Promise<void> {
    // A hook may dispose of one that has not run yet.
    for (const hook of this.#of(name)) if (!hook.disposed) await hook.callback(context);
  }

  /** For `log` hooks, which cannot be waited for. */
  runSync(name: HookName, context: object): void {
    for (const hook of this.#of(name)) if (!hook.disposed) hook.callback(context);
  }

  async runApp(name: 'appStart' | 'appTerminate', functionAppDirectory: string): Promise<void> {
    await this.run(name, { hookData: this.appLevelData, appHookData: this.appHookData, functionAppDirectory });
  }

  #of(name: HookName): readonly Hook[] {
    return this.#hooks.get(name) ?? [];
  }
}

/** The library recognises an old host by exactly this kind of error. */
function unknownHook(name: string): RangeError {
  const { message } = new HostError('app.hookUnknown', { hook: name, known: hookNames.join(', ') });
  return Object.assign(new RangeError(message), { isAzureFunctionsSystemError: true });
}
