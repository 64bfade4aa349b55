import type { IncomingMessage } from 'node:http';

/** Scheme and authority that a caller used: links and `request.url` keep to it. */
export function originOf(request: IncomingMessage, fallbackAuthority: string): string {
  return `http://${request.headers.host ?? fallbackAuthority}`;
}

/** Path and query as they came. */
export function targetOf(request: IncomingMessage): string {
  return request.url ?? '/';
}
