/**
 * Whether a service is asked at all: one entity per service (the entity key), shared by all processes.
 *
 * B1 `closed` lets everybody through; the agreed number of faults in a row opens it, and an answer starts the count anew.
 * B2 `open` lets nobody through until its time is over; the first who asks then is the probe.
 * B3 `halfOpen` lets the probe through alone: its answer closes, its fault opens again. A probe that says nothing for
 *    as long as an opening lasts is given up, and who asks next is the probe.
 * B4 a report of anybody but the probe changes nothing while it is not closed: it tells of an earlier time.
 */
import { z } from 'zod';
import type { EntityContract } from '../../shared/contract';
import { Instant } from '../../shared/instant';

export const BreakerPolicy = z.object({
  /** Faults in a row that open it. */
  faults: z.int().positive(),
  openMs: z.int().positive(),
});
export type BreakerPolicy = z.infer<typeof BreakerPolicy>;

export const CircuitBreakerState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('closed'), faults: z.int().nonnegative() }),
  z.object({ state: z.literal('open'), until: Instant }),
  z.object({ state: z.literal('halfOpen'), probe: z.string(), until: Instant }),
]);
export type CircuitBreakerState = z.infer<typeof CircuitBreakerState>;

/** `attempt` names one attempt of one step of one instance. */
const Asked = z.object({ attempt: z.string().min(1), now: Instant, policy: BreakerPolicy });

export const circuitBreaker = {
  name: 'circuitBreaker',
  state: CircuitBreakerState,
  operations: {
    admit: {
      input: Asked,
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('admitted') }),
        z.object({ outcome: z.literal('open'), until: Instant }),
      ]),
    },
    report: { input: Asked.extend({ answered: z.boolean() }), output: CircuitBreakerState },
  },
} as const satisfies EntityContract;
