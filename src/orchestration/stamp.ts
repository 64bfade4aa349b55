/** What the starter adds to the input, beside what the contract describes. */
import { z } from 'zod';
import { Instant } from '../shared/instant';

const Stamp = z.looseObject({
  /** Instances that were started before there were versions are of the first. */
  processVersion: z.int().positive().default(1),
  /** Tells which body an Idempotency-Key stands for; absent without a key. */
  requestFingerprint: z.string().optional(),
  /** The id of whoever started it, who may see it; absent where no edge was asked. */
  startedBy: z.string().optional(),
  /** See src/shared/trace-stamp.ts; it decides nothing. */
  traceparent: z.string().optional(),
  /** When the first execution began, where this one continues it. */
  processBegunAt: Instant.optional(),
});

interface Stamped {
  readonly version: number;
  readonly requestFingerprint: string | undefined;
  readonly startedBy: string | undefined;
  readonly traceparent: string | undefined;
  readonly begunAt: Instant | undefined;
  /** What the contract describes: a strict one would refuse the stamp. */
  readonly given: object;
}

export function readStamp(input: unknown): Stamped {
  const { processVersion: version, requestFingerprint, startedBy, traceparent, ...rest } = Stamp.parse(input);
  const { processBegunAt: begunAt, ...given } = rest;
  return { version, requestFingerprint, startedBy, traceparent, begunAt, given };
}
