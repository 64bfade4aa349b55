/** What the bank's services and its processes both speak of. */
import { z } from 'zod';
import type { RetryPolicy } from './contract';
import { MINUTE_MS } from './durations';
import { patient, persistent } from './retry-policies';

export const AccountProduct = z.enum(['current', 'savings']);
export type AccountProduct = z.infer<typeof AccountProduct>;

export const Branch = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9+-]{0,99}$/, 'expected upper-case letters, digits and hyphens, for example BERLIN-MITTE')
  .brand<'Branch'>();
export type Branch = z.infer<typeof Branch>;

/** 0 never pays, 1000 always does. */
export const CreditScore = z.int().min(0).max(1_000);
export type CreditScore = z.infer<typeof CreditScore>;

/** An outage meets many applications at once: each comes back at a time of its own, and until it is over few ask. */
const jitter = 0.2;
export const patientAtBank = { ...patient, jitter } as const satisfies RetryPolicy;
export const persistentAtBank = { ...persistent, jitter } as const satisfies RetryPolicy;
export const bankBreaker = { faults: 5, openMs: MINUTE_MS } as const;
