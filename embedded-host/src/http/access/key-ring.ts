/**
 * The keys of a host that asks for them (`--auth`), as the Functions host has them: a master key that opens everything, one
 * for all functions, one for each function, and the system key of the management API.
 *
 * - K1 a key opens what it is for and nothing else; comparing it takes equally long whatever it is.
 * - K2 the header `x-functions-key` counts alone where there is one, else `code` of the query.
 *
 * Guarded by `embedded-host/test/http/authorization.test.ts`.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { targetOf } from '../origin';

/** What a request has to show. */
export type Lock =
  | { readonly type: 'open' }
  /** `name` as registered. */
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'management' }
  | { readonly type: 'admin' };

export interface Keys {
  readonly masterKey: string;
  /** Keys that open every function of level `function`, by name. */
  readonly functionKeys: Readonly<Record<string, string>>;
  readonly systemKeys: { readonly durabletask_extension: string };
  /** Keys of single functions: function → name → key. */
  readonly functions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export class KeyRing {
  readonly #keys: Keys;

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  /** The key that links to the management API carry. */
  get systemKey(): string {
    return this.#keys.systemKeys.durabletask_extension;
  }

  opens(lock: Lock, request: IncomingMessage): boolean {
    if (lock.type === 'open') return true;
    const given = givenKey(request);
    return given !== undefined && this.#fitting(lock).some((key) => isSame(key, given));
  }

  #fitting(lock: Exclude<Lock, { type: 'open' }>): readonly string[] {
    const { masterKey, functionKeys, functions } = this.#keys;
    switch (lock.type) {
      case 'function':
        return [masterKey, ...Object.values(functionKeys), ...Object.values(functions[lock.name] ?? {})];
      case 'management':
        return [masterKey, this.systemKey];
      case 'admin':
        return [masterKey];
    }
  }
}

function givenKey(request: IncomingMessage): string | undefined {
  const header = request.headers['x-functions-key'];
  if (typeof header === 'string') return header;
  const [, query = ''] = targetOf(request).split('?');
  return new URLSearchParams(query).get('code') ?? undefined;
}

/** Digests have one length, which `timingSafeEqual` asks for. */
function isSame(key: string, given: string): boolean {
  return timingSafeEqual(digest(key), digest(given));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
