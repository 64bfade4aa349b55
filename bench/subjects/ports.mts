/** The ports of the engine, as a host lets an embedder put something around them. */
import type { startHost } from 'embedded-host';

export type Around = NonNullable<Parameters<typeof startHost>[0]['around']>;
export type Ports = Parameters<Around>[0];
export type Store = Ports['store'];
export type Commit = Parameters<Store['commit']>[0][number];

/** The same object with some other methods. */
export function replacing<Port extends object>(port: Port, methods: Partial<Port>): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const replacement: unknown = Reflect.get(methods, name);
      if (replacement !== undefined) return replacement;
      const member: unknown = Reflect.get(target, name);
      // Methods of a class with private members need the very object.
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
