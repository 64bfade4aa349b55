import { problemOf } from '../../errors';
import { invalidJson } from './errors';
import type { Answer, ManagementRequest } from './operation';

export type JsonBody =
  | { readonly valid: true; /** JSON text as it came; null for an empty body. */ readonly json: string | null }
  | { readonly valid: false; readonly answer: Answer };

export function jsonBody(request: ManagementRequest): JsonBody {
  if (request.text.trim() === '') return { valid: true, json: null };
  try {
    JSON.parse(request.text);
    return { valid: true, json: request.text };
  } catch (error) {
    return { valid: false, answer: invalidJson(problemOf(error)) };
  }
}
