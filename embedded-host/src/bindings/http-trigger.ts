import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { HttpCookie, HttpData, InvocationResponse } from '../app-loader/functions-core';
import type { RegisteredFunction } from '../app-loader/registry';
import type { InvocationScope } from './invoke';
import { invokeFunction } from './invoke';
import { beginRequest } from './function-requests';
import { callerOf, traceContextOf, traceOfRequest } from './trace-context';

const defaultMethods = ['GET', 'POST'];
const SERVER_ERROR = 500;
/** Parameters of routes whose values nobody may read in telemetry. */
const SECRET = /token|secret|signature|password|(^|_)(key|code|sig)$/i;

/** An HTTP function's route and methods, as registered. */
export interface HttpEndpoint {
  readonly registered: RegisteredFunction;
  /** Template without prefix and leading slash. */
  readonly route: string;
  /** In capitals. */
  readonly methods: readonly string[];
  readonly authLevel: AuthLevel;
}

const AuthLevel = z.enum(['anonymous', 'function', 'admin']);
export type AuthLevel = z.infer<typeof AuthLevel>;

/** A request as the server took it in. */
export interface HttpCall {
  readonly method: string;
  /** Absolute, on the origin that the caller used. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
}

/** What the server has to send back. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly HttpCookie[];
  readonly body: Uint8Array | undefined;
}

export function isHttp(registered: RegisteredFunction): boolean {
  return registered.trigger.type.toLowerCase() === 'httptrigger';
}

export function httpEndpoint(registered: RegisteredFunction): HttpEndpoint {
  const { route, methods, authLevel } = registered.trigger;
  const named = Array.isArray(methods) ? methods.map((method) => String(method).toUpperCase()) : [];
  return {
    registered,
    route: typeof route === 'string' ? route : registered.name,
    methods: named.length > 0 ? named : defaultMethods,
    // What says nothing, or something unheard of, needs a key, as on the real host.
    authLevel: AuthLevel.catch('function').parse(typeof authLevel === 'string' ? authLevel.toLowerCase() : authLevel),
  };
}

/** Runs an HTTP function. A function that fails has been logged; the caller learns only that it failed. */
export async function answerHttp(scope: InvocationScope, endpoint: HttpEndpoint, call: HttpCall): Promise<HttpAnswer> {
  const request = beginHttp(scope, endpoint, call);
  try {
    const response = await invokeFunction(scope, endpoint.registered, {
      data: { http: requestData(call) },
      ...request.input,
    });
    const answer = answerOf(httpOutput(endpoint.registered, response));
    request.end(answer.status);
    return answer;
  } catch {
    request.end(500);
    return emptyAnswer(500);
  }
}

/**
 * The same for an app that streams: the request itself goes to the library's own server (`forward`), the invocation
 * carries only headers and parameters.
 */
export async function invokeStreamed(
  scope: InvocationScope,
  endpoint: HttpEndpoint,
  call: HttpCall,
  forward: (invocationId: string, failed: AbortSignal) => Promise<number>,
): Promise<void> {
  const { input, end } = beginHttp(scope, endpoint, call);
  const failed = new AbortController();
  const { searchParams } = new URL(call.url);
  const values = Object.entries({ ...joinedQuery(searchParams), ...call.params });
  const invocation = invokeFunction(scope, endpoint.registered, {
    ...input,
    data: { http: {} },
    triggerMetadata: {
      Headers: { json: JSON.stringify(call.headers) },
      ...Object.fromEntries(values.map(([name, value]) => [name, { string: value }])),
    },
  });
  // The failure has been logged; what is left is to end the forwarded request, which nobody will answer any more.
  invocation.catch(() => {
    failed.abort();
  });
  end(await forward(input.invocationId, failed.signal));
}

/** What an invocation is told of itself, and how its span ends if somebody listens. */
function beginHttp({ requests }: InvocationScope, endpoint: HttpEndpoint, call: HttpCall) {
  const { name } = endpoint.registered;
  const request = requests && beginRequest(requests, name, callerOf(call.headers));
  return {
    input: {
      invocationId: request?.invocationId ?? randomUUID(),
      traceContext: request ? traceContextOf(request.context) : traceOfRequest(call.headers),
    },
    end: (status: number): void => {
      const trigger = { type: 'http', method: call.method, path: shownPath(call), status } as const;
      request?.end({ isSuccess: status < SERVER_ERROR, trigger });
    },
  };
}

/** Without the query, and with the names of parameters instead of their values where those let someone in. */
function shownPath({ url, params }: HttpCall): string {
  const secrets = new Map(
    Object.entries(params).flatMap(([name, value]) => (SECRET.test(name) ? [[value, name]] : [])),
  );
  const segments = new URL(url).pathname.split('/').map((segment) => {
    const name = secrets.get(decoded(segment));
    return name === undefined ? segment : `{${name}}`;
  });
  return segments.join('/');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export function emptyAnswer(status: number): HttpAnswer {
  return { status, headers: {}, cookies: [], body: undefined };
}

function requestData({ method, url, headers, params, body }: HttpCall): HttpData {
  const data = { method, url, headers, params, query: joinedQuery(new URL(url).searchParams) };
  return body && body.length > 0 ? { ...data, body: { bytes: body } } : data;
}

/** A repeated key arrives as one value joined by commas, as on the real host without streaming. */
function joinedQuery(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(query.keys())].map((key) => [key, query.getAll(key).join(',')]));
}

/** What the function returned; without an HTTP return value, what it wrote to an extra output of type `http`. */
function httpOutput({ bindings }: RegisteredFunction, response: InvocationResponse): HttpData | undefined {
  const outputs = response.outputData ?? [];
  const extra = outputs.find(({ name }) => bindings[name]?.type.toLowerCase() === 'http');
  return response.returnValue?.http ?? extra?.data.http;
}

/** A handler that returns nothing answers 204. */
function answerOf(http: HttpData | undefined): HttpAnswer {
  if (!http) return emptyAnswer(204);
  const { statusCode, headers = {}, cookies = [], body } = http;
  return { status: Number(statusCode ?? 200), headers, cookies, body: body?.bytes };
}
