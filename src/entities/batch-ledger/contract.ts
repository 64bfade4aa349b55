/**
 * Who works on which case of a batch: one entity per batch (the key is the instance id of the batch). Cases are taken by
 * lanes, each of which has one case at a time, so the number of lanes is the number of cases in flight.
 *
 * L1 a case is handed to one lane, once; the lane that has it is given the same one when it asks again.
 * L2 there are never more lanes than the limit, so never more cases in flight.
 * L3 `done + failed + in flight + remaining` is the total.
 * L4 nothing new is handed out while it is paused, and never again when it is closed.
 * L5 every operation may be repeated: what was reported stays as it was.
 */
import { z } from 'zod';
import type { EntityContract } from '../../shared/contract';
import { Reason } from '../../shared/reason';

export const LISTED_FAILURES = 20;

const Count = z.int().nonnegative();
const Lane = z.int().positive();
const Index = z.int().nonnegative();

const Failure = z.object({ index: Index, fault: z.string() });

export const BatchLedgerState = z.object({
  total: Count,
  limit: Count,
  mode: z.enum(['open', 'paused', 'closed']),
  /** The first case that nobody has taken yet. */
  next: Index,
  /** Lanes at work, with the case that each has. */
  lanes: z.array(z.object({ lane: Lane, index: Index.optional() })),
  /** The number of the latest lane. */
  hired: Count,
  done: Count,
  failed: Count,
  /** How cases have ended, as `approved: 12`. */
  outcomes: z.record(Reason, Count),
  /** The first few. */
  failures: z.array(Failure),
});
export type BatchLedgerState = z.infer<typeof BatchLedgerState>;

export const BatchTally = z.object({
  total: Count,
  done: Count,
  failed: Count,
  inFlight: Count,
  remaining: Count,
  paused: z.boolean(),
  outcomes: z.record(Reason, Count),
  failures: z.array(Failure),
});
export type BatchTally = z.infer<typeof BatchTally>;

/** The lanes that are to be started now. */
const Hired = z.object({ outcome: z.literal('hired'), lanes: z.array(Lane) });

export const batchLedger = {
  name: 'batchLedger',
  state: BatchLedgerState,
  operations: {
    /** Once, by the batch. */
    open: { input: z.object({ total: Count, limit: z.int().positive() }), output: Hired },
    pause: { input: z.null().optional(), output: z.object({ outcome: z.literal('paused') }) },
    /** Lanes that left during the pause are replaced. */
    resume: { input: z.null().optional(), output: Hired },
    close: { input: z.null().optional(), output: z.object({ outcome: z.literal('closed') }) },
    /** A lane that gets no case has left. */
    take: {
      input: z.object({ lane: Lane }),
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('taken'), index: Index }),
        z.object({ outcome: z.literal('nothing') }),
      ]),
    },
    report: {
      input: z.object({ lane: Lane, index: Index, ending: Reason.optional(), fault: z.string().optional() }),
      output: z.object({ outcome: z.literal('noted') }),
    },
    /** A lane that ended without a report: its case counts as failed, and another lane takes its place. */
    leave: { input: z.object({ lane: Lane, fault: z.string() }), output: Hired },
    tally: { input: z.null().optional(), output: BatchTally },
  },
} as const satisfies EntityContract;
