import { jsonText } from './json-text';

/** Message and stack of whatever a function threw. */
export interface Thrown {
  readonly message: string;
  readonly stack: string;
}

export function describeThrown(thrown: unknown): Thrown {
  if (thrown instanceof Error) return { message: thrown.message, stack: thrown.stack ?? String(thrown) };
  const message = typeof thrown === 'string' ? thrown : textOf(thrown);
  return { message, stack: message };
}

function textOf(thrown: unknown): string {
  try {
    return jsonText(thrown) ?? String(thrown);
  } catch {
    return String(thrown);
  }
}
