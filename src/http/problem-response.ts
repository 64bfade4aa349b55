import type { HttpResponseInit } from '@azure/functions';
import type { ErrorCode } from '../shared/errors';
import { type Problem, PROBLEM_CONTENT_TYPE, problemOf } from '../shared/problem';

export function problemResponse(code: ErrorCode, extra: Problem = {}): HttpResponseInit {
  const problem = problemOf(code, extra);
  const headers = {
    'Content-Type': PROBLEM_CONTENT_TYPE,
    ...(isWorthRetrying(code, problem) ? { 'Retry-After': '1' } : {}),
  };
  return { status: problem.status ?? 500, headers, body: JSON.stringify(problem) };
}

function isWorthRetrying(code: ErrorCode, { status }: Problem): boolean {
  return status === 429 || status === 503 || code === 'request.idempotencyKeyInUse';
}
