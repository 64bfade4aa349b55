/** The JSON text of a payload; null for none. */
export function jsonOf(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** The value of a payload; undefined for none. A text that is no JSON stands for itself. */
export function valueOf(json: string | null): unknown {
  if (json === null) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
