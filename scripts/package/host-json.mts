/** host.json for a durable backend: the one of the root, on which embedded host and Azurite run, and what differs. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const JsonObject = z.record(z.string(), z.json());
type JsonObject = Readonly<z.infer<typeof JsonObject>>;

const read = (path: string) => JsonObject.parse(JSON.parse(readFileSync(path, 'utf8')));

/** The folders of `infra/backends`. */
export function backends(root: string): readonly string[] {
  return globSync('*/host.json', { cwd: join(root, 'infra/backends') })
    .map(dirname)
    .sort();
}

export function hostJson(root: string, backend?: string): JsonObject {
  const base = read(join(root, 'host.json'));
  if (backend === undefined) return base;
  if (!backends(root).includes(backend)) {
    throw new Error(`${backend} is no backend: expected one of ${backends(root).join(', ')}.`);
  }
  return merged(base, read(join(root, 'infra/backends', backend, 'host.json')));
}

function merged(base: JsonObject, overlay: JsonObject): JsonObject {
  const result = { ...base };
  for (const [name, value] of Object.entries(overlay)) {
    const below = JsonObject.safeParse(base[name]);
    const above = JsonObject.safeParse(value);
    result[name] = below.success && above.success ? merged(below.data, above.data) : value;
  }
  return result;
}
