import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

export interface Collector extends AsyncDisposable {
  readonly url: string;
  /** Bodies of requests, as text. */
  readonly received: readonly { readonly path: string; readonly body: string }[];
}

/** Takes in whatever is sent, and answers with the status that it is told. */
export async function startCollector(status = 200): Promise<Collector> {
  const received: { path: string; body: string }[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((bytes) => {
      const isPacked = request.headers['content-encoding'] === 'gzip';
      received.push({ path: request.url ?? '', body: (isPacked ? gunzipSync(bytes) : bytes).toString('utf8') });
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
