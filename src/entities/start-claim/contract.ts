/**
 * Who may start the process instance of an Idempotency-Key: one entity per key. Needed because starting an id that has
 * finished replaces it, so that asking "is there one?" before starting is not enough when requests race.
 *
 * C1 the first claim stays: its fingerprint is the one that every request with the key is compared with.
 * C2 only the claimant starts; another request takes over from a claimant that it names, and only from that one.
 */
import { z } from 'zod';
import type { EntityContract } from '../../shared/contract';

export const StartClaim = z.object({ fingerprint: z.string(), claimant: z.string() });
export type StartClaim = z.infer<typeof StartClaim>;

export const StartClaimState = z.object({ claim: StartClaim.nullable() });

export const startClaim = {
  name: 'startClaim',
  state: StartClaimState,
  operations: {
    claim: { input: StartClaim, output: StartClaim },
    takeOver: { input: z.object({ from: z.string(), to: z.string() }), output: StartClaim.nullable() },
  },
} as const satisfies EntityContract;
