/** What Application Insights looks like to an exporter: it takes batches of items and says how many it took. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

export interface IngestionEndpoint extends AsyncDisposable {
  /** For APPLICATIONINSIGHTS_CONNECTION_STRING. */
  readonly connectionString: string;
  readonly items: readonly unknown[];
}

export async function startIngestionEndpoint(): Promise<IngestionEndpoint> {
  const items: unknown[] = [];
  const server = createServer((request, response) => {
    void itemsOf(request).then((batch) => {
      items.push(...batch);
      const answer = { itemsReceived: batch.length, itemsAccepted: batch.length, errors: [] };
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const nobody = '00000000-0000-0000-0000-000000000000';
  return {
    connectionString: `InstrumentationKey=${nobody};IngestionEndpoint=http://127.0.0.1:${port}/`,
    items,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A JSON array, or one item on each line; compressed or not. */
async function itemsOf(request: IncomingMessage): Promise<readonly unknown[]> {
  const body = await buffer(request);
  const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8').trim();
  const lines = text.startsWith('[') ? [text] : text.split('\n').filter((line) => line !== '');
  return lines.flatMap((line): unknown => JSON.parse(line));
}
