const PREFIX = 'AzureFunctionsJobHost__';

type Node = Record<string, unknown>;

/** host.json with the overrides `AzureFunctionsJobHost__a__b=value` of the environment; names ignore case. */
export function withEnvironment(hostJson: unknown, env: NodeJS.ProcessEnv): unknown {
  if (!isNode(hostJson)) return hostJson;
  const root = structuredClone(hostJson);
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || !name.toLowerCase().startsWith(PREFIX.toLowerCase())) continue;
    put(root, name.slice(PREFIX.length).split('__'), value);
  }
  return root;
}

function put(node: Node, path: readonly string[], value: string): void {
  const [first, ...rest] = path;
  if (first === undefined) return;
  const key = Object.keys(node).find((known) => known.toLowerCase() === first.toLowerCase()) ?? canonical(first);
  if (rest.length === 0) {
    node[key] = value;
    return;
  }
  const child = node[key];
  const next: Node = isNode(child) ? child : {};
  node[key] = next;
  put(next, rest, value);
}

/** Keys of host.json are camel case; overrides are often written `Extensions__DurableTask`. */
function canonical(key: string): string {
  return key.slice(0, 1).toLowerCase() + key.slice(1);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
