/** Deeper than anything that a schema of ours describes. */
export const MAX_NESTING = 32;

/** How deep the objects and lists of a JSON text go, told without parsing it. */
export function nestingOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [sign] of json.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (sign === '{' || sign === '[') deepest = Math.max(deepest, (depth += 1));
    else if (sign === '}' || sign === ']') depth -= 1;
  }
  return deepest;
}
