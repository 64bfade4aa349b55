/**
 * What waits for a human decision. One inbox per process (the entity key is the process name): a busy process does not
 * slow another one down, and a reader finds every list by the process catalogue, without searching entities.
 *
 * Who decides: an HTTP function can read this state and signal, but gets no answer from an entity. So
 *
 *   edge      reads the inbox; what the rules refuse (shared/approval-policy) it refuses. It signals `claim`, `unclaim`
 *             and `delegate` to the inbox and raises a decision, `approvalEvent(step)`, to the instance; then it reads
 *             until its own id is in the audit trail, or the rules refuse because somebody else was first.
 *   instance  is the one who drives: it asks the inbox to `vote` for each decision that its history has, and to
 *             `finish` when the deadline or a cancellation has come first. An approval without roles (purchase v1)
 *             it judges itself, and only records the ending by `decide` or `close`.
 *
 * A1 an approval ends once: the first ending stays, every later one is answered with the recorded one.
 * A2 each operation may be repeated: opening, acting or deciding again with the same ids changes nothing.
 * A3 the latest LISTED_ENDED endings are listed, and cannot be opened again; older ones are known to
 *    their instances and, when people acted, to the record of the approval (`approvalRecord`).
 * A4 whoever the rules refuse changes nothing, and an approval with `required` k ends in an approval only when k
 *    different people have approved.
 * A5 the audit trail only grows: each change has one entry, with who, for whom, when, from and to which state.
 */
import { z } from 'zod';
import { personal } from '../../shared/personal-data';
import { ApprovalClaim, ApprovalPolicy, ApprovalRefusal } from '../../shared/approval-policy';
import type { EntityContract } from '../../shared/contract';
import { Instant } from '../../shared/instant';
import { Person, PersonId, Roles } from '../../shared/person';

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

export const OpenApproval = ApprovalPolicy.extend({
  approvalId: ApprovalId,
  subject: z.string().min(1).max(200),
  requestedAt: Instant,
  remindAt: Instant.optional(),
  /** Whoever has not begun by then is late. */
  followUpAt: Instant.optional(),
  dueAt: Instant,
  facts: ApprovalFacts,
});
export type OpenApproval = z.infer<typeof OpenApproval>;

export const Decision = z.enum(['approve', 'reject']);
export type Decision = z.infer<typeof Decision>;

export const ApprovalChannel = z.enum(['api', 'link', 'system']);

/** The payload of the external event; what an approval without roles needs of it. */
export const ApprovalDecision = z.object({
  /** The same for every repetition of one decision. */
  decisionId: z.string().min(1).max(200),
  decision: Decision,
  by: PersonId,
  comment: personal(z.string().max(2_000)).optional(),
  at: Instant,
});
export type ApprovalDecision = z.infer<typeof ApprovalDecision>;

/** The whole payload. What is left out says that the event was raised past the edge, by who may do more than decide. */
export const ApprovalVote = ApprovalDecision.extend({
  name: PersonId.optional(),
  roles: Roles.default('every'),
  channel: ApprovalChannel.default('api'),
  /** The version of the approval that was looked at. */
  version: z.int().optional(),
});
export type ApprovalVote = z.infer<typeof ApprovalVote>;

/** One person's decision, as it is kept. */
export const RecordedDecision = ApprovalDecision.extend({ by: Person, onBehalfOf: Person.optional() });
export type RecordedDecision = z.infer<typeof RecordedDecision>;

/** How an approval ended: by a decision, or without one. */
export const ApprovalEnding = z.discriminatedUnion('outcome', [
  ApprovalDecision.extend({ outcome: z.literal('decided') }),
  z.object({ outcome: z.literal('expired'), at: Instant }),
  z.object({ outcome: z.literal('cancelled'), at: Instant }),
]);
export type ApprovalEnding = z.infer<typeof ApprovalEnding>;

export const ApprovalState = z.enum(['none', 'open', 'claimed', 'decided', 'expired', 'cancelled']);
export type ApprovalState = z.infer<typeof ApprovalState>;

/** Whoever acts without being a person: a deadline, an escalation, a cancelled process. */
export const SYSTEM = 'system';

export const AuditEntry = z.object({
  /** The id of the act; the same for a repetition. */
  id: z.string(),
  action: z.enum([
    ...['opened', 'claimed', 'unclaimed', 'delegated', 'approved', 'rejected'],
    ...['overdue', 'escalated', 'expired', 'cancelled'],
  ] as const),
  at: Instant,
  /** The id of a person, or `system`. */
  by: personal(z.string()),
  name: personal(z.string()).optional(),
  onBehalfOf: personal(z.string()).optional(),
  from: ApprovalState,
  to: ApprovalState,
  /** To whom, or to which roles. */
  target: personal(z.string()).optional(),
  comment: personal(z.string()).optional(),
  channel: ApprovalChannel,
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const WaitingApproval = OpenApproval.extend({
  claim: ApprovalClaim.optional(),
  overdueSince: Instant.optional(),
  /** Of people, in their order; an approval may need several. */
  decisions: z.array(RecordedDecision).default([]),
  audit: z.array(AuditEntry).default([]),
});
export type WaitingApproval = z.infer<typeof WaitingApproval>;

export const EndedApproval = WaitingApproval.extend({ ending: ApprovalEnding });
export type EndedApproval = z.infer<typeof EndedApproval>;

export const ApprovalInboxState = z.object({
  /** In the order of opening. */
  waiting: z.array(WaitingApproval),
  /** In the order of ending, oldest first. */
  ended: z.array(EndedApproval),
});
export type ApprovalInboxState = z.infer<typeof ApprovalInboxState>;

const endingAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('accepted') }),
  z.object({ outcome: z.literal('tooLate'), recorded: ApprovalEnding }),
  z.object({ outcome: z.literal('unknown') }),
]);

const refused = z.object({ outcome: z.literal('refused'), reason: ApprovalRefusal });
const ended = z.object({ outcome: z.literal('ended'), record: EndedApproval });
const unknown = z.object({ outcome: z.literal('unknown') });

/** What a person does with an approval. */
export const ApprovalCommand = z.object({
  approvalId: ApprovalId,
  commandId: z.string().min(1).max(200),
  by: Person,
  roles: Roles,
  at: Instant,
  version: z.int().optional(),
  comment: personal(z.string().max(2_000)).optional(),
});
export type ApprovalCommand = z.infer<typeof ApprovalCommand>;

const commandAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done') }),
  refused,
  ended,
  unknown,
]);

/** What becomes of an approval that people did not decide in time, or that nobody needs any more. */
export const Finish = z.enum(['expire', 'approve', 'reject', 'cancel']);
export type Finish = z.infer<typeof Finish>;

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
    claim: { input: ApprovalCommand, output: commandAnswer },
    unclaim: { input: ApprovalCommand, output: commandAnswer },
    delegate: { input: ApprovalCommand.extend({ to: PersonId }), output: commandAnswer },
    vote: {
      input: ApprovalVote.extend({ approvalId: ApprovalId }),
      output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('counted') }), refused, ended, unknown]),
    },
    /** Asks more roles, and takes it from whoever has claimed it and done nothing. */
    escalate: {
      input: z.object({ approvalId: ApprovalId, roles: z.array(z.string().min(1)).min(1), at: Instant }),
      output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('done') }), unknown]),
    },
    markOverdue: {
      input: z.object({ approvalId: ApprovalId, at: Instant }),
      output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('done') }), unknown]),
    },
    finish: {
      input: z.object({ approvalId: ApprovalId, as: Finish, at: Instant }),
      output: z.discriminatedUnion('outcome', [ended, unknown]),
    },
    list: { input: z.null().optional(), output: ApprovalInboxState },
  },
} as const satisfies EntityContract;

/** An approval that has ended, for good: one entity for each, under the id of the approval. */
export const approvalRecord = {
  name: 'approvalRecord',
  state: z.object({ record: EndedApproval.nullable() }),
  operations: { keep: { input: EndedApproval, output: z.object({ outcome: z.literal('kept') }) } },
} as const satisfies EntityContract;
