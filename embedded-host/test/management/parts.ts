/** Parts of an answer by their paths: `status`, `body.value.rpcBaseUrl`. */

export function partsOf(value: unknown, path: string): unknown {
  return path.split('.').reduce((inner: unknown, name) => membersOf(inner).get(name), value);
}

/** A copy without the parts at these paths. */
export function without(value: object, paths: readonly string[]): object {
  const copy = structuredClone(value);
  for (const path of paths) {
    const names = path.split('.');
    const parent = partsOf({ root: copy }, ['root', ...names.slice(0, -1)].join('.'));
    if (typeof parent === 'object' && parent !== null) Reflect.deleteProperty(parent, names.at(-1) ?? '');
  }
  return copy;
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(value ?? {}));
}
