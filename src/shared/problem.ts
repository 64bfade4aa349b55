/** An error over HTTP: `application/problem+json` of RFC 9457, given by our edge and read from real services. */
import { z } from 'zod';
import { errors, type ErrorCode } from './errors';

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

export const Problem = z.looseObject({
  type: z.string().optional(),
  title: z.string().optional(),
  status: z.int().optional(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** Each invalid field: a JSON pointer (or the name of a header or parameter) and what was expected. */
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** The problem of a code; `extra` adds the detail, the instance, the invalid fields or members of its own. */
export function problemOf(code: ErrorCode, extra: Problem = {}): Problem {
  const { status, message, remedy } = errors[code];
  return { type: `urn:execution-orchestrator:error:${code}`, title: message, status, detail: remedy, ...extra };
}
