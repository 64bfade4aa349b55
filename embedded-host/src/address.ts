import type { HostAddress } from './bindings/durable-client';

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);
const any = new Set(['0.0.0.0', '::']);

/** How a listener is reached, by others and from this process. */
export function addressOf(host: string, port: number): HostAddress {
  const name = loopback.has(host) || any.has(host) ? 'localhost' : bracketed(host);
  const local = host === '0.0.0.0' || host === 'localhost' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return { port, authority: `${name}:${port}`, loopbackOrigin: `http://${bracketed(local)}:${port}` };
}

/** Whether only this machine can reach a listener. */
export function isLoopback(host: string): boolean {
  return loopback.has(host);
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
