/**
 * A place for telemetry that speaks the wire formats of Application Insights (`POST /v2.1/track`: envelopes as a JSON
 * array or a line each, gzip or not, answered by how many were accepted) and of OTLP over HTTP (`POST /v1/traces`, …).
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const Envelope = z.looseObject({
  name: z.string(),
  iKey: z.string(),
  tags: z.record(z.string(), z.string()),
  data: z.object({ baseType: z.string(), baseData: z.record(z.string(), z.unknown()) }),
});
export type Envelope = z.infer<typeof Envelope>;

export interface OtlpRequest {
  readonly path: string;
  readonly body: unknown;
}

/** `slow` takes the request and never answers; `partly` refuses the first envelope of each request for good. */
export type Mood = 'accepting' | 'partly' | 'failing' | 'slow';

export class Ingestion implements AsyncDisposable {
  readonly envelopes: Envelope[] = [];
  readonly otlp: OtlpRequest[] = [];
  /** How many requests came, whatever their answer. */
  requests = 0;
  mood: Mood = 'accepting';
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#receive(request, response);
    });
  }

  static async open(): Promise<Ingestion> {
    const ingestion = new Ingestion();
    await new Promise<void>((listening) => ingestion.#server.listen(0, '127.0.0.1', listening));
    return ingestion;
  }

  get url(): string {
    // A server that listens on a port has an address.
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** With the final slash that the portal of Azure gives. */
  get connectionString(): string {
    return `InstrumentationKey=11111111-2222-3333-4444-555555555555;IngestionEndpoint=${this.url}/`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await buffer(request);
    this.requests += 1;
    if (this.mood === 'slow') return;
    if (this.mood === 'failing') return void response.writeHead(500).end('{}');
    const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString('utf8');
    const answer = request.url === '/v2.1/track' ? this.#track(text) : this.#export(request.url ?? '', text);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  }

  #track(text: string) {
    const given: unknown[] = text.startsWith('[') ? z.array(z.unknown()).parse(JSON.parse(text)) : linesOf(text);
    const refused = this.mood === 'partly' ? 1 : 0;
    this.envelopes.push(...given.slice(refused).map((envelope) => Envelope.parse(envelope)));
    const errors = refused === 0 ? [] : [{ index: 0, statusCode: 400, message: 'refused by the test' }];
    const body = { itemsReceived: given.length, itemsAccepted: given.length - refused, errors };
    return { status: refused === 0 ? 200 : 206, body };
  }

  #export(path: string, text: string) {
    this.otlp.push({ path, body: JSON.parse(text) });
    return { status: 200, body: {} };
  }
}

function linesOf(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
