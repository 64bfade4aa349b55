/** Undefined for what JSON has no form for: undefined, functions, symbols. Throws for cycles and big integers. */
export function jsonText(value: unknown): string | undefined {
  // The declared type of JSON.stringify leaves out that it may return undefined.
  return JSON.stringify(value) as string | undefined;
}
