import { z } from 'zod';

export interface InvalidField {
  readonly field: string;
  readonly message: string;
}

/** Which fields are wrong and what was expected; never the values, which may be personal. */
export function invalidFields(error: z.ZodError): InvalidField[] {
  return error.issues.map(({ path, message }) => ({ field: z.core.toDotPath(path) || '$', message }));
}

/** The same as one line of text, for errors that are kept in a history. */
export function describeInvalid(error: z.ZodError): string {
  return invalidFields(error)
    .slice(0, 5)
    .map(({ field, message }) => `${field}: ${message}`)
    .join('; ');
}
