/** Cross-origin requests, by `Host.CORS` and `Host.CORSCredentials` of local.settings.json, as the local tools serve them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CorsSettings } from '../app-loader/environment';

/** Allows an answer to be read by the page that asked, if its origin may; tells whether the request was only a question. */
export function applyCors(settings: CorsSettings, request: IncomingMessage, response: ServerResponse): boolean {
  const { origin } = request.headers;
  if (settings.origins.length === 0 || origin === undefined) return false;
  const any = settings.origins.includes('*');
  if (!any) response.appendHeader('vary', 'Origin');
  const isPreflight = request.method === 'OPTIONS' && 'access-control-request-method' in request.headers;
  if (any || settings.origins.includes(origin)) {
    response.setHeader('access-control-allow-origin', any ? '*' : origin);
    if (settings.credentials) response.setHeader('access-control-allow-credentials', 'true');
    if (isPreflight) allowAsAsked(request, response);
  }
  return isPreflight;
}

/** Whatever method and headers the page wants to use. */
function allowAsAsked({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-methods', headers['access-control-request-method'] ?? '');
  const names = headers['access-control-request-headers'];
  if (names !== undefined) response.setHeader('access-control-allow-headers', names);
}
