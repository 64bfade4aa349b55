import type { HttpCookie } from '../app-loader/functions-core';

const sameSiteText = { lax: 'lax', strict: 'strict', explicitNone: 'none' } as const;

/** A cookie as ASP.NET Core writes it: value encoded, path `/` unless given. */
export function setCookie(cookie: HttpCookie): string {
  const { sameSite = 'none', expires, maxAge, domain, path } = cookie;
  const parts = [`${encodeURIComponent(cookie.name)}=${encodeURIComponent(cookie.value)}`];
  if (expires) parts.push(`expires=${new Date(expires.value.seconds * 1000).toUTCString()}`);
  if (maxAge) parts.push(`max-age=${String(Math.trunc(maxAge.value))}`);
  if (domain) parts.push(`domain=${domain.value}`);
  parts.push(`path=${path?.value ?? '/'}`);
  if (cookie.secure?.value) parts.push('secure');
  // 'none' means that nothing was asked for; the literal SameSite=None is `explicitNone`.
  if (sameSite !== 'none') parts.push(`samesite=${sameSiteText[sameSite]}`);
  if (cookie.httpOnly?.value) parts.push('httponly');
  return parts.join('; ');
}
