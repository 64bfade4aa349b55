import type { IncomingMessage } from 'node:http';

/** The limit of the Functions host. */
const MAX_BYTES = 100 * 1024 * 1024;

export class BodyTooLargeError extends Error {
  constructor() {
    super(`The request body is larger than ${String(MAX_BYTES)} bytes.`);
    this.name = 'BodyTooLargeError';
  }
}

/** Reads a whole request body, whatever its content type. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer; // A request without encoding yields buffers only.
    size += bytes.length;
    if (size > MAX_BYTES) throw new BodyTooLargeError();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, size);
}
