import type { Hooks } from '../app-loader/hooks';
import type { Log, LogAbout, LogLevel } from '../log';
import { logSystem, reaches } from '../log';
import { LogFilter } from './log-filter';

/** What the `log` hooks of an invocation see of it. */
export interface LogScope {
  readonly invocationContext: object | undefined;
  /** Shared by all hooks of the invocation. */
  readonly hookData: object;
}

const FIRST_FRAME = /\n\s+at /;

/** Carries what functions log to the host's log, through the app's `log` hooks and host.json's `logging.logLevel`. */
export class FunctionLog {
  readonly #log: Log;
  readonly #hooks: Hooks;
  readonly #filter: LogFilter;

  constructor(log: Log, hooks: Hooks, levels: Readonly<Record<string, LogLevel>>) {
    this.#log = log;
    this.#hooks = hooks;
    this.#filter = new LogFilter(levels);
  }

  user(level: LogLevel, message: string, about: LogAbout, scope: LogScope): void {
    const entry = { level, message };
    if (this.#hooks.has('log')) this.#runHooks(entry, scope);
    const threshold = this.#filter.threshold(`Function.${about.functionName ?? ''}.User`);
    if (reaches(entry.level, threshold)) this.#log.write({ ...about, ...entry });
  }

  /** A function failed: in one line what it threw, and the frames for who asks to see more. */
  failure(stack: string, about: LogAbout): void {
    const threshold = this.#filter.threshold(`Function.${about.functionName ?? ''}`);
    if (!reaches('error', threshold)) return;
    const [thrown = ''] = stack.split(FIRST_FRAME, 1);
    this.#log.error(thrown, about);
    if (thrown !== stack) this.#log.debug(stack, about);
  }

  /** What the library itself has to say about an invocation. */
  system(level: LogLevel, message: string, about: LogAbout): void {
    logSystem(this.#log, { level, message, ...about });
  }

  debug(message: string, about: LogAbout): void {
    this.#log.debug(message, about);
  }

  #runHooks(entry: { level: LogLevel; message: string }, scope: LogScope): void {
    const context = { ...scope, appHookData: this.#hooks.appHookData, category: 'user', ...entry };
    this.#hooks.runSync('log', context);
    entry.level = context.level;
    entry.message = context.message;
  }
}
