/** A body as text, of which no more is read than a route takes. */
import type { HttpRequest } from '@azure/functions';
import { RequestProblem } from './route';

/** Enough for every order but a batch, and little enough to parse at once. */
export const MAX_BODY_BYTES = 256 * 1024;

/** Throws 413 as soon as it is sure: by the announced length, or at the first byte beyond. */
export async function boundedText(request: HttpRequest, maxBytes = MAX_BODY_BYTES): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  // The type of the package is that of the web stream, whose chunks are bytes here.
  return request.body ? read(request.body as AsyncIterable<Uint8Array>, maxBytes) : request.text();
}

async function read(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function tooLarge(maxBytes: number): RequestProblem {
  return new RequestProblem('request.tooLarge', { detail: `Send at most ${maxBytes} bytes.`, maxBytes });
}
