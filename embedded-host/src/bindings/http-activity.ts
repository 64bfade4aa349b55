/**
 * `context.df.callHttp`: one HTTP request as an activity. Every status is a result; only what keeps an answer from
 * coming is a failure. As on the real host, redirects are followed, and headers of the content (`Content-Type`, …) are
 * not part of the result.
 */
import { request as plainRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { ActivityReply } from '../engine/runner';
import type { SpanContext } from '../engine/trace-context';
import { newSpanId, traceParent } from '../engine/trace-context';
import { describeThrown } from './thrown';

/** Name under which the engine schedules it. */
export const httpActivity = 'BuiltIn::HttpActivity';

const TIMEOUT_MS = 100_000;
const MAX_REDIRECTS = 20;
const CONTENT_HEADER = /^(content-.*|allow|expires|last-modified)$/i;

const DurableHttpRequest = z.object({
  method: z.string(),
  uri: z.url({ protocol: /^https?$/ }),
  content: z.string().nullish(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).nullish(),
  tokenSource: z.object({ resource: z.string().optional() }).nullish(),
});
type DurableHttpRequest = z.infer<typeof DurableHttpRequest>;

/** `input` is the JSON text of the SDK's `DurableHttpRequest`. */
export async function runHttpActivity(input: string | null, span?: SpanContext): Promise<ActivityReply> {
  try {
    const request = DurableHttpRequest.parse(JSON.parse(input ?? '{}'));
    if (request.tokenSource) {
      throw new Error('callHttp with a tokenSource needs a managed identity, which exists only in Azure.');
    }
    const traced = span ? withTraceParent(request, span) : request;
    return { type: 'completed', result: JSON.stringify(await resultOf(await follow(traced))) };
  } catch (error) {
    return { type: 'failed', ...describeThrown(error) };
  }
}

/** The called service joins the trace; the span of the call itself is nobody's, as on the real host. */
function withTraceParent(request: DurableHttpRequest, span: SpanContext): DurableHttpRequest {
  return { ...request, headers: { traceparent: traceParent({ ...span, spanId: newSpanId() }), ...request.headers } };
}

async function follow(request: DurableHttpRequest, redirects = 0): Promise<IncomingMessage> {
  const response = await send(request);
  const { statusCode = 0 } = response;
  const { location } = response.headers;
  const isRedirect = [301, 302, 303, 307, 308].includes(statusCode) && location !== undefined;
  if (!isRedirect || redirects === MAX_REDIRECTS) return response;
  response.resume();
  return follow(redirected(request, statusCode, location), redirects + 1);
}

/** 307 and 308 repeat the request; the others become a GET, as clients have always done. */
function redirected(request: DurableHttpRequest, status: number, location: string): DurableHttpRequest {
  const uri = new URL(location, request.uri).href;
  const repeats = status === 307 || status === 308 || request.method === 'HEAD';
  return repeats ? { ...request, uri } : { ...request, uri, method: 'GET', content: undefined };
}

function send(request: DurableHttpRequest): Promise<IncomingMessage> {
  const { method, uri, content } = request;
  const begin = uri.startsWith('https:') ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const options = { method, headers: headersOf(request), signal: AbortSignal.timeout(TIMEOUT_MS) };
    const outgoing = begin(uri, options, resolve);
    outgoing.on('error', reject);
    outgoing.end(content ?? undefined);
  });
}

function headersOf({ headers, content }: DurableHttpRequest): Record<string, string | string[]> {
  const given = headers ?? {};
  const hasType = Object.keys(given).some((name) => name.toLowerCase() === 'content-type');
  return typeof content === 'string' && !hasType ? { ...given, 'Content-Type': 'text/plain' } : given;
}

async function resultOf(response: IncomingMessage): Promise<object> {
  return { statusCode: response.statusCode, headers: spelledHeaders(response), content: await text(response) };
}

/** Names as the server spelled them; a name that comes more than once has a list. */
function spelledHeaders({ rawHeaders }: IncomingMessage): Record<string, string | string[]> {
  const spelled: Record<string, string | string[]> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (CONTENT_HEADER.test(name)) continue;
    const before = spelled[name];
    spelled[name] = before === undefined ? value : [before, value].flat();
  }
  return spelled;
}
