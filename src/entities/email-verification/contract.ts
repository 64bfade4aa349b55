/**
 * The secrets by which a customer may confirm an address: one entity per onboarding, and of the secrets only hashes.
 *
 * Who confirms: an HTTP function can read this state and signal, but gets no answer from an entity. So the process
 * instance is the one judge, as with approvals, and this is its notice board: the edge compares the hash of what it is
 * given with the hashes here, sends a match on to the instance as an event, and reads here what came of it.
 *
 * E1 a verification ends once: the first ending stays, and then no secret is good any more.
 * E2 every secret that was mailed is good until then: a customer may use the first mail after a reminder.
 */
import { z } from 'zod';
import { secret } from '../../shared/personal-data';
import type { EntityContract } from '../../shared/contract';
import { Instant } from '../../shared/instant';

const Ending = z.object({ outcome: z.enum(['confirmed', 'expired', 'cancelled']), at: Instant });

export const EmailVerificationState = z.object({
  secretHashes: secret(z.array(z.string())),
  /** Null before the first mail. */
  expiresAt: Instant.nullable(),
  ending: Ending.nullable(),
});
export type EmailVerificationState = z.infer<typeof EmailVerificationState>;

const noted = z.object({ outcome: z.literal('noted') });

export const emailVerification = {
  name: 'emailVerification',
  state: EmailVerificationState,
  operations: {
    mailed: { input: z.object({ secretHash: secret(z.string().min(1)), expiresAt: Instant }), output: noted },
    close: { input: Ending, output: noted },
  },
} as const satisfies EntityContract;
