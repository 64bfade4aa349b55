/**
 * The `Idempotency-Key` header is a string of RFC 9651 (structured fields): quoted printable ASCII.
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */

/** What a structured string cannot hold is percent-encoded, so that any instance id makes a valid header. */
export function formatIdempotencyKey(key: string): string {
  const printable = key.replace(/[^\x20-\x7e]+/gu, encodeURIComponent);
  return `"${printable.replace(/["\\]/g, String.raw`\$&`)}"`;
}
