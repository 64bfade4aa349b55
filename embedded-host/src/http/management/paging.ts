/** Continuation tokens: opaque to clients, the engine's own mark inside. */
export function pageHeaders(header: string, next: string | undefined): Record<string, string> {
  return next === undefined ? {} : { [header]: Buffer.from(next, 'utf8').toString('base64url') };
}

/** An empty token is the beginning. */
export function pageStart(token: string | undefined): string | undefined {
  return token === undefined || token.trim() === '' ? undefined : Buffer.from(token, 'base64url').toString('utf8');
}
