import type { z } from 'zod';
import type { ErrorCode } from '../shared/errors';

/** What the API document tells of a route beside its path and methods; the schemas are those that the route parses by. */
export interface RouteDescription {
  readonly summary: string;
  /** Groups the routes of the document. */
  readonly tag: string;
  /** A member for each parameter of the query. */
  readonly query?: z.ZodObject;
  /** A member for each header that the route reads. */
  readonly headers?: z.ZodObject;
  readonly body?: { readonly schema: z.ZodType; readonly optional?: boolean; readonly example?: unknown };
  /** What it answers when all is well, by status. */
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  /** What it refuses, beside what follows from reading its query, headers and body. */
  readonly problems?: readonly ErrorCode[];
}

export interface AnswerDescription {
  readonly description: string;
  /** Of a JSON body. */
  readonly schema?: z.ZodType;
  /** Of a body that is not JSON. */
  readonly contentType?: string;
}
