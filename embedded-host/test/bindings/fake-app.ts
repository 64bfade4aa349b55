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
import type { Log, LogEntry } from '../../src/log';
import { LineLog } from '../../src/log';

/** Stands in for `@azure/functions`, which cannot be loaded inside the test runner: data goes in and out as it is. */
const plainModel: ProgrammingModel = {
  name: 'plain',
  version: '0',
  getCapabilities: (defaults) => Promise.resolve(defaults),
  getInvocationModel: ({ request }: CoreInvocationContext) => ({
    getArguments: () =>
      Promise.resolve({
        context: {},
        inputs: request.inputData.map(({ data }): unknown => JSON.parse(data.json ?? 'null')),
      }),
    invokeFunction: async (context, inputs, handler) => handler(...inputs, context),
    getResponse: (_context, result) => Promise.resolve({ returnValue: { json: JSON.stringify(result) } }),
  }),
};

export interface FakeFunction {
  readonly name: string;
  readonly trigger: Omit<Binding, 'direction'> & { readonly type: string };
  readonly extra?: Readonly<Record<string, Binding>>;
  readonly handler: FunctionCallback;
}

export class FakeApp {
  readonly hooks = new Hooks();
  readonly entries: LogEntry[] = [];
  readonly log: Log = new RecordingLog(this.entries);
  readonly scope: InvocationScope;

  constructor(functions: readonly FakeFunction[], levels: Readonly<Record<string, string>> = {}) {
    const registry = new FunctionRegistry();
    for (const { name, trigger, extra, handler } of functions) {
      registry.register({ name, bindings: { input: { ...trigger, direction: 'in' }, ...extra } }, handler);
    }
    this.scope = {
      app: {
        folder: '/app',
        functions: registry.close(),
        hooks: this.hooks,
        model: plainModel,
        streamUrl: undefined,
        unload: () => undefined,
      },
      log: new FunctionLog(this.log, this.hooks, levels),
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
    super({ print: () => undefined });
    this.#entries = entries;
  }

  override write(entry: LogEntry): void {
    this.#entries.push(entry);
  }
}
