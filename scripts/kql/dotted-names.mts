import type { Node } from './language.mts';

/**
 * What a query asks telemetry for by name: keys of properties, names of metrics and ids of messages, which are all
 * written with dots. Whether there is such a name, Kusto cannot tell.
 */
export function dottedNamesIn(tree: Node): readonly string[] {
  const names = new Set<string>();
  collect(tree, names);
  return [...names].sort();
}

function collect(node: Node, names: Set<string>): void {
  const [, name] = /^['"]([A-Za-z_]+(?:\.\w+)+)['"]$/.exec(node.text) ?? [];
  if (node.kind === 'StringLiteralExpression' && name !== undefined) names.add(name);
  for (const child of node.children) collect(child, names);
}
