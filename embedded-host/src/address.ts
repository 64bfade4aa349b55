import type { HostAddress } from './bindings/durable-client';

const anyOrLoopback = new Set(['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost']);

/** How a listener is reached, by others and from this process. */
export function addressOf(host: string, port: number): HostAddress {
  const name = anyOrLoopback.has(host) ? 'localhost' : bracketed(host);
  const local = host === '0.0.0.0' || host === 'localhost' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return { port, authority: `${name}:${port}`, loopbackOrigin: `http://${bracketed(local)}:${port}` };
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
