/** What a fault does to one request of a step. */
export const moments = ['before its effect', 'after its effect', 'ambiguous'] as const;

/**
 * `before its effect`: the service fails and has done nothing. `after its effect`: it has done its work and the answer is
 * lost. `ambiguous`: the request timed out and is still under way; its effect happens when the process has gone on.
 */
export type Moment = (typeof moments)[number];

export interface Fault {
  /** The moments of the requests, one after the other and over again. */
  readonly moments: readonly [Moment, ...Moment[]];
  /** How many requests fail; `undefined`: all of them, until the faults end. */
  readonly times: number | undefined;
}

export function momentOf({ moments: all, times }: Fault, request: number): Moment | undefined {
  if (times !== undefined && request > times) return undefined;
  return all[(request - 1) % all.length];
}
