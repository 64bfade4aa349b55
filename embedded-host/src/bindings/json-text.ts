/**
 * Undefined for what JSON has no form for: undefined, functions, symbols (the declared type of JSON.stringify leaves
 * that out). Throws for cycles and big integers.
 */
export function jsonText(value: unknown): string | undefined {
  return JSON.stringify(value);
}
