/** What the bank's services and its processes both speak of. */
import { z } from 'zod';

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
