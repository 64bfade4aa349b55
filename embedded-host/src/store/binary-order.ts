/**
 * The order of ids: by their UTF-8 bytes, which is SQLite's `BINARY` order and that of code points.
 * JavaScript's `<` compares UTF-16 units and differs above U+FFFF.
 */
export function compareBinary(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at++) {
    const difference = rank(left.charCodeAt(at)) - rank(right.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above all others, so they go behind U+E000 to U+FFFF. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** The smallest text behind everything that begins with `prefix`; undefined if nothing can stand behind it. */
export function afterPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  let last = points.pop();
  while (last === 0x10ffff) last = points.pop();
  if (last === undefined) return undefined;
  // Surrogates are no characters of their own: the code point behind U+D7FF is U+E000.
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}
