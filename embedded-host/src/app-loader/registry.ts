import { z } from 'zod';
import { HostError } from '../errors';
import type { Binding, FunctionCallback } from './functions-core';

const Interval = z.union([
  z.number(),
  z.looseObject({ seconds: z.coerce.number() }).transform((duration) => duration.seconds),
]);

const BindingSchema = z.looseObject({
  type: z.string(),
  direction: z.enum(['in', 'out']),
  name: z.string().optional(),
});

const Metadata = z.looseObject({
  name: z.string().min(1),
  bindings: z.record(z.string(), BindingSchema),
  retryOptions: z
    .looseObject({
      maxRetryCount: z.number(),
      retryStrategy: z.enum(['fixedDelay', 'exponentialBackoff']).optional(),
      delayInterval: Interval.optional(),
      minimumInterval: Interval.optional(),
      maximumInterval: Interval.optional(),
    })
    .nullish(),
});

export type RetryOptions = NonNullable<z.infer<typeof Metadata>['retryOptions']>;

/** A function as the app registered it. `trigger.name` is its binding's name. */
export interface RegisteredFunction {
  readonly name: string;
  /** In lower case: names ignore case wherever one is looked up. */
  readonly key: string;
  readonly id: string;
  readonly trigger: Binding & { readonly name: string };
  readonly bindings: Readonly<Record<string, Binding>>;
  readonly retry: RetryOptions | undefined;
  readonly handler: FunctionCallback;
}

/** Collects the functions of an app while its entry points load. */
export class FunctionRegistry {
  readonly #functions = new Map<string, RegisteredFunction>();
  #open = true;

  /** Throws into the app for a name in use, a late registration or metadata that make no sense. */
  register(metadata: unknown, handler: FunctionCallback): () => void {
    const registered = readFunction(metadata, handler);
    if (!this.#open) throw new HostError('app.registrationClosed', { name: registered.name });
    const known = this.#functions.get(registered.key);
    if (known?.name === registered.name) throw new HostError('app.functionDuplicate', { name: known.name });
    if (known) throw new HostError('app.functionNameCase', { name: known.name, other: registered.name });
    this.#functions.set(registered.key, registered);
    return () => this.#functions.delete(registered.key);
  }

  /** No function can be added afterwards. Returns them in order of registration. */
  close(): readonly RegisteredFunction[] {
    this.#open = false;
    return [...this.#functions.values()];
  }
}

function readFunction(metadata: unknown, handler: FunctionCallback): RegisteredFunction {
  const parsed = Metadata.safeParse(metadata);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(metadata, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
  }
  if (typeof handler !== 'function') throw invalid(metadata, 'it has no handler');
  const { name, bindings, retryOptions } = parsed.data;
  const trigger = Object.entries(bindings).find(([, binding]) => /trigger$/i.test(binding.type));
  if (!trigger) throw invalid(metadata, 'it has no trigger');
  const [triggerName, binding] = trigger;
  return {
    name,
    key: name.toLowerCase(),
    id: name,
    trigger: { ...binding, name: triggerName },
    bindings,
    retry: retryOptions ?? undefined,
    handler,
  };
}

function invalid(metadata: unknown, problem: string): HostError {
  const named = z.looseObject({ name: z.string() }).safeParse(metadata);
  return new HostError('app.registrationInvalid', { name: named.success ? named.data.name : '(unnamed)', problem });
}
