import type {
  Binding,
  CoreInvocationContext,
  FunctionCallback,
  ProgrammingModel,
} from '../../src/app-loader/functions-core';
import { Hooks } from '../../src/app-loader/hooks';
import type { RegisteredFunction } from '../../src/app-loader/registry';
import { FunctionRegistry } from '../../src/app-loader/registry';
import { FunctionLog } from '../../src/bindings/function-log';
import type { InvocationScope } from '../../src/bindings/invoke';
import { TimeLimit } from '../../src/bindings/time-limit';
import type { Clock } from '../../src/clock/clock';
import { VirtualClock } from '../../src/clock/virtual-clock';
import type { Log, LogEntry, LogLevel } from '../../src/log';
import { LineLog } from '../../src/log';

/** Stands in for `@azure/functions`, which cannot be loaded inside the test runner: data goes in and out as it is. */
const plainModel: ProgrammingModel = {
  name: 'plain',
  version: '0',
  getCapabilities: (defaults) => Promise.resolve(defaults),
  getInvocationModel: ({ request }: CoreInvocationContext) => ({
    getArguments: () =>
      Promise.resolve({
        context: { retryContext: request.retryContext },
        inputs: request.inputData.map(({ data }): unknown => data.string ?? JSON.parse(data.json ?? 'null')),
      }),
    invokeFunction: async (context, inputs, handler) => handler(...inputs, context),
    getResponse: (_context, result) => Promise.resolve({ returnValue: { json: JSON.stringify(result) } }),
  }),
};

export interface FakeFunction {
  readonly name: string;
  readonly trigger: Omit<Binding, 'direction'> & { readonly type: string };
  readonly extra?: Readonly<Record<string, Binding>>;
  readonly retry?: object;
  readonly handler: FunctionCallback;
}

interface FakeAppOptions {
  /** `logging.logLevel` of host.json. */
  readonly levels?: Readonly<Record<string, LogLevel>>;
  readonly clock?: Clock;
  readonly timeoutMs?: number;
}

export class FakeApp {
  readonly hooks = new Hooks();
  readonly entries: LogEntry[] = [];
  readonly log: Log = new RecordingLog(this.entries);
  readonly scope: InvocationScope;

  constructor(functions: readonly FakeFunction[], { levels = {}, clock, timeoutMs }: FakeAppOptions = {}) {
    const registry = new FunctionRegistry();
    for (const { name, trigger, extra, retry, handler } of functions) {
      const bindings = { input: { ...trigger, direction: 'in' }, ...extra };
      registry.register({ name, bindings, retryOptions: retry }, handler);
    }
    this.scope = {
      app: {
        folder: '/app',
        functions: registry.close(),
        hooks: this.hooks,
        model: plainModel,
        streamUrl: undefined,
        close: () => Promise.resolve(),
      },
      log: new FunctionLog(this.log, this.hooks, levels),
      timeLimit: new TimeLimit(clock ?? new VirtualClock(), timeoutMs),
      durableClient: () => '{"taskHubName":"Hub"}',
    };
  }

  function(name: string): RegisteredFunction {
    const found = this.scope.app.functions.find((registered) => registered.name === name);
    if (!found) throw new Error(`no function ${name}`);
    return found;
  }
}

class RecordingLog extends LineLog {
  readonly #entries: LogEntry[];

  constructor(entries: LogEntry[]) {
    super({ print: () => undefined, threshold: 'trace' });
    this.#entries = entries;
  }

  override write(entry: LogEntry): void {
    this.#entries.push(entry);
  }
}
