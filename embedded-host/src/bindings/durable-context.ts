import { format } from 'node:util';
import type { Binding, TraceContext } from '../app-loader/functions-core';
import type { RegisteredFunction } from '../app-loader/registry';
import type { LogLevel } from '../log';
import { clientInputs } from './durable-client';
import type { FunctionLog } from './function-log';
import { traceOfInstance } from './trace-context';

type NamedBinding = Binding & { readonly name: string };

/** `context.options` of a function, the same for all its invocations. */
interface EffectiveOptions {
  readonly trigger: NamedBinding;
  readonly return: NamedBinding | undefined;
  readonly extraInputs: readonly NamedBinding[];
  readonly extraOutputs: readonly NamedBinding[];
}

/** A durable function with what its invocations have in common. */
export interface DurableFunction {
  readonly registered: RegisteredFunction;
  readonly options: EffectiveOptions;
  readonly clientInputs: readonly string[];
}

/** What an execution is told of itself; without a trace context it makes one when somebody asks for it. */
export interface Execution {
  readonly invocationId: string;
  readonly traceContext?: TraceContext;
}

interface DurableMetadata extends Readonly<Record<string, unknown>> {
  readonly instanceId: string;
}

export function durableFunction(registered: RegisteredFunction): DurableFunction {
  const named = Object.entries(registered.bindings).map(([name, binding]): NamedBinding => ({ ...binding, name }));
  const extra = named.filter(({ name }) => name !== registered.trigger.name && name !== '$return');
  const options: EffectiveOptions = {
    trigger: registered.trigger,
    return: named.find(({ name }) => name === '$return'),
    extraInputs: extra.filter(({ direction }) => direction === 'in'),
    extraOutputs: extra.filter(({ direction }) => direction === 'out'),
  };
  return { registered, options, clientInputs: clientInputs(registered) };
}

/** `extraInputs` and `extraOutputs` of a context: values by binding or by its name. */
class BindingValues {
  /** Made when first written to: most functions never do. */
  #values: Map<string, unknown> | undefined;

  get(binding: string | { readonly name: string }): unknown {
    return this.#values?.get(typeof binding === 'string' ? binding : binding.name);
  }

  set(binding: string | { readonly name: string }, value: unknown): void {
    this.#values ??= new Map();
    this.#values.set(typeof binding === 'string' ? binding : binding.name, value);
  }
}

/**
 * The context of a durable function, with the surface of the library's `InvocationContext`. The library's own is not
 * used here: building it costs more than most turns of an orchestrator.
 */
export class DurableContext {
  readonly invocationId: string;
  readonly functionName: string;
  readonly extraInputs = new BindingValues();
  readonly extraOutputs = new BindingValues();
  readonly retryContext = undefined;
  readonly triggerMetadata: DurableMetadata;
  readonly options: EffectiveOptions;
  /** Set by the SDK. */
  df: unknown = undefined;
  readonly #hookData = {};
  readonly #log: FunctionLog;
  #traceContext: TraceContext | undefined;

  constructor(
    durable: DurableFunction,
    triggerMetadata: DurableMetadata,
    log: FunctionLog,
    { invocationId, traceContext }: Execution,
  ) {
    this.invocationId = invocationId;
    this.#traceContext = traceContext;
    this.functionName = durable.registered.name;
    this.options = durable.options;
    this.triggerMetadata = triggerMetadata;
    this.#log = log;
  }

  /** Made when first asked for: most functions never do. */
  get traceContext(): TraceContext {
    this.#traceContext ??= traceOfInstance(this.triggerMetadata.instanceId);
    return this.#traceContext;
  }

  /** Of the invocation; not a member that an app could see. */
  static hookDataOf(context: DurableContext): object {
    return context.#hookData;
  }

  log(...args: unknown[]): void {
    this.#write('information', args);
  }

  trace(...args: unknown[]): void {
    this.#write('trace', args);
  }

  debug(...args: unknown[]): void {
    this.#write('debug', args);
  }

  info(...args: unknown[]): void {
    this.#write('information', args);
  }

  warn(...args: unknown[]): void {
    this.#write('warning', args);
  }

  error(...args: unknown[]): void {
    this.#write('error', args);
  }

  #write(level: LogLevel, args: readonly unknown[]): void {
    const { functionName, invocationId } = this;
    const scope = { invocationContext: this, hookData: this.#hookData };
    this.#log.user(level, format(...args), { functionName, invocationId }, scope);
  }
}
