import type { Hooks } from '../app-loader/hooks';
import type { Log, LogAbout, LogLevel } from '../log';
import { parseLogLevel, reaches } from '../log';

/** Carries what functions log to the host's log, through the app's `log` hooks and host.json's `logging.logLevel`. */
export class FunctionLog {
  readonly #log: Log;
  readonly #hooks: Hooks;
  readonly #levels: Readonly<Record<string, string>>;

  constructor(log: Log, hooks: Hooks, levels: Readonly<Record<string, string>>) {
    this.#log = log;
    this.#hooks = hooks;
    this.#levels = levels;
  }

  /** `invocationContext` is what the hooks see. */
  user(level: LogLevel, message: string, about: LogAbout, invocationContext?: object): void {
    const entry = { level, message };
    if (this.#hooks.has('log')) this.#runHooks(entry, invocationContext);
    if (reaches(entry.level, this.#threshold(about.functionName))) this.#log.write({ ...about, ...entry });
  }

  /** A function failed: always shown, with the stack that its author needs. */
  failure(stack: string, about: LogAbout): void {
    this.#log.error(stack, about);
  }

  debug(message: string, about: LogAbout): void {
    this.#log.debug(message, about);
  }

  #runHooks(entry: { level: LogLevel; message: string }, invocationContext: object | undefined): void {
    const { appHookData } = this.#hooks;
    const context = { hookData: {}, appHookData, category: 'user', invocationContext, ...entry };
    this.#hooks.runSync('log', context);
    entry.level = context.level;
    entry.message = context.message;
  }

  /** The most specific category of host.json wins, as in .NET logging. */
  #threshold(functionName: string | undefined): LogLevel {
    const categories = [`Function.${functionName ?? ''}.User`, `Function.${functionName ?? ''}`, 'Function', 'default'];
    for (const category of categories) {
      const level = parseLogLevel(this.#levels[category] ?? '');
      if (level) return level;
    }
    return 'information';
  }
}
