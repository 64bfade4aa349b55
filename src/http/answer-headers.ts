/** What every answer says to browsers and caches, whatever else it says. */
import type { HttpResponseInit } from '@azure/functions';

/** An answer is data about somebody, for whoever asked: nobody keeps it, shows it in a frame or guesses what it is. */
const always = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** The answer's own headers stay: a page allows its style, and nothing else. */
export function withSafeHeaders(answer: HttpResponseInit): HttpResponseInit {
  const headers = new Headers(always);
  for (const [name, value] of new Headers(answer.headers)) headers.set(name, value);
  return { ...answer, headers };
}
