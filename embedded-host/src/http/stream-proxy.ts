import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as httpRequest } from 'node:http';

export interface ForwardedRequest {
  readonly from: IncomingMessage;
  readonly to: ServerResponse;
  /** Where the library listens, for example `http://localhost:38513/`. */
  readonly target: string;
  readonly invocationId: string;
  /** Raised when the function failed: nobody will answer the forwarded request any more. */
  readonly failed: AbortSignal;
}

/** Passes a request on to the streaming server of `@azure/functions` and its answer back, byte by byte; gives its status. */
export async function forwardStream(forwarded: ForwardedRequest): Promise<number> {
  const { from, to } = forwarded;
  const { hostname, port } = new URL(forwarded.target);
  const upstream = httpRequest({
    hostname,
    port,
    // As it came: a parsed and rebuilt URL would not be the caller's any more.
    path: from.url,
    method: from.method,
    headers: {
      ...from.headers,
      'x-ms-invocation-id': forwarded.invocationId,
      'x-forwarded-host': from.headers.host ?? 'localhost',
      'x-forwarded-proto': 'http',
    },
    signal: forwarded.failed,
  });
  const done = new Promise<void>((resolve) => to.once('close', resolve));
  upstream.on('response', (answer) => {
    to.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(to);
    answer.on('error', () => to.destroy());
  });
  upstream.on('error', () => {
    if (to.headersSent) to.destroy();
    else to.writeHead(500, { 'content-length': '0' }).end();
  });
  to.once('close', () => upstream.destroy());
  from.pipe(upstream);
  await done;
  return to.statusCode;
}
