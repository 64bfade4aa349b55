import type { HttpMethod, HttpRequest, HttpResponseInit } from '@azure/functions';
import { AppError } from '../shared/errors';
import { withSafeHeaders } from './answer-headers';
import type { Client } from './client';
import { problemResponse } from './problem-response';
import type { RouteDescription } from './route-description';

export type Answer = HttpResponseInit;

export interface Route {
  readonly name: string;
  readonly methods: readonly HttpMethod[];
  readonly route: string;
  readonly authLevel: 'anonymous' | 'function';
  readonly description: RouteDescription;
  readonly handler: (request: HttpRequest, client: Client, tell: (unexpected: unknown) => void) => Promise<Answer>;
}

interface RouteParts extends Omit<Route, 'authLevel' | 'handler'> {
  readonly authLevel?: Route['authLevel'];
  readonly answer: (request: HttpRequest, client: Client) => Promise<Answer>;
}

/** A route whose errors are problems: refusals as they are, anything else as an unexpected failure, which is told. */
export function defineRoute({ answer, authLevel = 'function', ...parts }: RouteParts): Route {
  return {
    ...parts,
    authLevel,
    handler: async (request, client, tell) => {
      try {
        return withSafeHeaders(await answer(request, client));
      } catch (error) {
        return withSafeHeaders(problemAbout(error, tell));
      }
    },
  };
}

function problemAbout(error: unknown, tell: (unexpected: unknown) => void): Answer {
  if (error instanceof RequestProblem) return error.response;
  if (error instanceof AppError) return problemResponse(error.code);
  tell(error);
  return problemResponse('app.unexpected');
}

/** Thrown by what reads a request; carries the answer. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';
  readonly response: HttpResponseInit;

  constructor(...problem: Parameters<typeof problemResponse>) {
    super(problem[0]);
    this.response = problemResponse(...problem);
  }
}
