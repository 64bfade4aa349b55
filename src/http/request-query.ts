import type { z } from 'zod';
import { invalidFields } from '../shared/invalid-fields';
import { RequestProblem } from './route';

/** By these a function key may be sent; they are for the platform. */
const ofThePlatform = new Set(['code', 'clientId']);

/** The parameters as the schema has them; throws the problem that names each wrong one. */
export function readQuery<Schema extends z.ZodType>(parameters: URLSearchParams, schema: Schema): z.output<Schema> {
  const given = [...parameters].filter(([name, value]) => !ofThePlatform.has(name) && value !== '');
  const result = schema.safeParse(Object.fromEntries(given));
  if (!result.success) throw new RequestProblem('request.invalid', { errors: invalidFields(result.error) });
  return result.data;
}
