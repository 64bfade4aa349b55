import type { HttpRequest } from '@azure/functions';
import type { z } from 'zod';
import { invalidFields } from '../shared/invalid-fields';
import { MAX_NESTING, nestingOf } from '../shared/nesting';
import { boundedText } from './bounded-text';
import { RequestProblem } from './route';

/** The body as the schema has it; throws the problem that names each wrong field. */
export async function readBody<Schema extends z.ZodType>(
  request: HttpRequest,
  schema: Schema,
  maxBytes?: number,
): Promise<z.output<Schema>> {
  const text = await boundedText(request, maxBytes);
  requireJson(request);
  return parseBody(text, schema);
}

/** As `readBody`, for a body that may be left out. */
export async function readOptionalBody<Schema extends z.ZodType>(
  request: HttpRequest,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await boundedText(request);
  if (text === '') return validated({}, schema);
  requireJson(request);
  return parseBody(text, schema);
}

function requireJson({ headers }: HttpRequest): void {
  const mediaType = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new RequestProblem('request.unsupportedMediaType', {
      errors: [{ field: 'Content-Type', message: 'expected application/json' }],
    });
  }
}

function parseBody<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> {
  if (nestingOf(text) > MAX_NESTING) throw tooDeep();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RequestProblem('request.malformedJson');
  }
  return validated(value, schema);
}

function tooDeep(): RequestProblem {
  const message = `expected at most ${MAX_NESTING} objects or lists inside each other`;
  return new RequestProblem('request.invalid', { errors: [{ field: '', message }] });
}

function validated<Schema extends z.ZodType>(value: unknown, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw new RequestProblem('request.invalid', { errors: invalidFields(result.error) });
  return result.data;
}
