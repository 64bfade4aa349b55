import { z } from 'zod';

export interface InvalidField {
  readonly field: string;
  readonly message: string;
}

/** Which fields are wrong and what was expected; never the values, which may be personal. */
export function invalidFields(error: z.ZodError): InvalidField[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return { field: fieldOf(issue.path), message: issue.message };
    return issue.keys.map((key) => ({ field: fieldOf([...issue.path, key]), message: 'expected no such field' }));
  });
}

function fieldOf(path: readonly PropertyKey[]): string {
  return z.core.toDotPath(path) || '$';
}

/** The same as one line of text, for errors that are kept in a history. */
export function describeInvalid(error: z.ZodError): string {
  return invalidFields(error)
    .slice(0, 5)
    .map(({ field, message }) => `${field}: ${message}`)
    .join('; ');
}
