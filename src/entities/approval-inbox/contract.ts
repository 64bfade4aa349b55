/**
 * What waits for a human decision. One inbox per process (the entity key is the process name): a busy process does not
 * slow another one down, and a reader finds every list by the process catalogue, without searching entities.
 *
 * Who decides: an HTTP function can read this state and signal, but gets no answer from an entity. So the process
 * instance is the one judge, and this is its notice board:
 *
 *   edge      reads the inbox; a known ending is answered 409 with it. Otherwise it raises `approvalEvent(step)` with an
 *             ApprovalDecision to the instance named in the approval id, and reads the inbox until the ending is there:
 *             its own `decisionId` means accepted, another ending means 409.
 *   instance  takes the first decision or the deadline, whichever its history has first, and records it here:
 *             `decide` for a decision, `close` for an ending without one.
 *
 * A1 an approval ends once: the first ending stays, every later one is answered with the recorded one.
 * A2 each operation may be repeated: opening or deciding again with the same ids changes nothing.
 * A3 the latest LISTED_ENDED endings are listed, and cannot be opened again; older ones are known to
 *    their instances only.
 */
import { z } from 'zod';
import type { EntityContract } from '../../shared/contract';
import { Instant } from '../../shared/instant';

export const LISTED_ENDED = 200;

/** `<process>~<instance id>~<step>`: tells the inbox, the instance and the event without a look-up; safe in a URL. */
export const ApprovalId = z
  .string()
  .regex(/^[^~]+~.+~[^~]+$/, 'expected <process>~<instance id>~<step>')
  .brand<'ApprovalId'>();
export type ApprovalId = z.infer<typeof ApprovalId>;

export interface ApprovalAddress {
  readonly process: string;
  readonly instanceId: string;
  readonly step: string;
}

export function approvalIdOf({ process, instanceId, step }: ApprovalAddress): ApprovalId {
  return ApprovalId.parse(`${process}~${instanceId}~${step}`);
}

export function approvalAddressOf(id: ApprovalId): ApprovalAddress {
  const first = id.indexOf('~');
  const last = id.lastIndexOf('~');
  return { process: id.slice(0, first), instanceId: id.slice(first + 1, last), step: id.slice(last + 1) };
}

/** The external event by which a decision reaches the instance. */
export function approvalEvent(step: string): string {
  return `approval:${step}`;
}

/** What was shown to the one who decides: small, and free of secrets. */
export const ApprovalFacts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type ApprovalFacts = z.infer<typeof ApprovalFacts>;

export const OpenApproval = z.object({
  approvalId: ApprovalId,
  subject: z.string().min(1).max(200),
  requestedAt: Instant,
  remindAt: Instant.optional(),
  dueAt: Instant,
  facts: ApprovalFacts,
});
export type OpenApproval = z.infer<typeof OpenApproval>;

/** The payload of the external event. */
export const ApprovalDecision = z.object({
  /** The same for every repetition of one decision. */
  decisionId: z.string().min(1).max(200),
  decision: z.enum(['approve', 'reject']),
  by: z.string().min(1).max(200),
  comment: z.string().max(2_000).optional(),
  at: Instant,
});
export type ApprovalDecision = z.infer<typeof ApprovalDecision>;

/** How an approval ended: by a decision, or without one. */
export const ApprovalEnding = z.discriminatedUnion('outcome', [
  ApprovalDecision.extend({ outcome: z.literal('decided') }),
  z.object({ outcome: z.literal('expired'), at: Instant }),
  z.object({ outcome: z.literal('cancelled'), at: Instant }),
]);
export type ApprovalEnding = z.infer<typeof ApprovalEnding>;

export const EndedApproval = OpenApproval.extend({ ending: ApprovalEnding });
export type EndedApproval = z.infer<typeof EndedApproval>;

export const ApprovalInboxState = z.object({
  /** In the order of opening. */
  waiting: z.array(OpenApproval),
  /** In the order of ending, oldest first. */
  ended: z.array(EndedApproval),
});
export type ApprovalInboxState = z.infer<typeof ApprovalInboxState>;

const endingAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('accepted') }),
  z.object({ outcome: z.literal('tooLate'), recorded: ApprovalEnding }),
  z.object({ outcome: z.literal('unknown') }),
]);

export const approvalInbox = {
  name: 'approvalInbox',
  state: ApprovalInboxState,
  operations: {
    open: {
      input: OpenApproval,
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('open') }),
        z.object({ outcome: z.literal('alreadyEnded'), recorded: ApprovalEnding }),
      ]),
    },
    decide: { input: ApprovalDecision.extend({ approvalId: ApprovalId }), output: endingAnswer },
    close: {
      input: z.object({ approvalId: ApprovalId, outcome: z.enum(['expired', 'cancelled']), at: Instant }),
      output: endingAnswer,
    },
    list: { input: z.null().optional(), output: ApprovalInboxState },
  },
} as const satisfies EntityContract;
