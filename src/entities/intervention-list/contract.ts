/**
 * What is stuck and waits for an operator. One list per process (the entity key is the process name), as for approvals.
 *
 * Who decides: an operator, by the edge; the instance is the one judge, and this is its notice board:
 *
 *   instance  opens an item when an undo keeps failing, or a step behind the pivot does. It takes the decisions in the
 *             order of its history, carries each out, and records here what came of it.
 *   edge      reads the list, raises `interventionDecided` to the instance, and reads again until the decision is there.
 *             Only when the instance is gone, as after a termination, the edge records the decision itself.
 *
 * M1 an item ends once; what comes later changes nothing, unless its instance gets stuck at it again.
 * M2 each operation may be repeated: a decision is recorded once, by its id.
 * M3 decisions are only ever added; each tells who, why, when, and what came of it.
 * M4 open items are never forgotten; of the ended ones the latest LISTED_ENDED are listed.
 */
import { z } from 'zod';
import { personal } from '../../shared/personal-data';
import type { EntityContract } from '../../shared/contract';
import { Instant } from '../../shared/instant';

export const LISTED_ENDED = 200;

/** `<process>~<instance id>~<number>`: tells the list and the instance without a look-up; safe in a URL. */
export const InterventionId = z
  .string()
  .regex(/^[^~]+~.+~\d+$/, 'expected <process>~<instance id>~<number>')
  .brand<'InterventionId'>();
export type InterventionId = z.infer<typeof InterventionId>;

export interface InterventionAddress {
  readonly process: string;
  readonly instanceId: string;
  /** Counts the items of one instance. */
  readonly number: number;
}

export function interventionIdOf({ process, instanceId, number }: InterventionAddress): InterventionId {
  return InterventionId.parse(`${process}~${instanceId}~${number}`);
}

export function interventionAddressOf(id: InterventionId): InterventionAddress {
  const first = id.indexOf('~');
  const last = id.lastIndexOf('~');
  return { process: id.slice(0, first), instanceId: id.slice(first + 1, last), number: Number(id.slice(last + 1)) };
}

/** The external event by which a decision reaches the instance. */
export const interventionDecided = 'interventionDecided';

/** `retry`: try it again, once and now; `resolve`: it was done by hand; `giveUp`: it stays as it is. */
export const InterventionAction = z.enum(['retry', 'resolve', 'giveUp']);
export type InterventionAction = z.infer<typeof InterventionAction>;

/** The payload of the external event. */
export const InterventionDecision = z.object({
  interventionId: InterventionId,
  /** The same for every repetition of one decision. */
  decisionId: z.string().min(1).max(200),
  action: InterventionAction,
  reason: personal(z.string().min(1).max(2_000)),
  by: personal(z.string().min(1).max(200)),
  at: Instant,
});
export type InterventionDecision = z.infer<typeof InterventionDecision>;

/** What an operator has to know. */
export const OpenIntervention = z.object({
  interventionId: InterventionId,
  /** `compensation`: an undo; `forward`: a step behind the pivot, which has to succeed. */
  kind: z.enum(['compensation', 'forward']),
  /** What it would do, as `give back the payment`. */
  name: z.string(),
  /** The step that fails. */
  step: z.string(),
  /** Why the latest attempt failed. */
  fault: z.string(),
  attempts: z.int().positive(),
  /** When it was tried first. */
  since: Instant,
  businessKey: z.string().optional(),
  /** What can be decided. */
  actions: z.array(InterventionAction),
});
export type OpenIntervention = z.infer<typeof OpenIntervention>;

const DecisionOutcome = z.enum(['done', 'stillStuck', 'resolved', 'givenUp']);
export type DecisionOutcome = z.infer<typeof DecisionOutcome>;

/** A decision, and what came of it. */
export const RecordedDecision = InterventionDecision.omit({ interventionId: true }).extend({
  outcome: DecisionOutcome,
});
export type RecordedDecision = z.infer<typeof RecordedDecision>;

export const ListedIntervention = OpenIntervention.extend({ decisions: z.array(RecordedDecision) });
export type ListedIntervention = z.infer<typeof ListedIntervention>;

/** Without a decision. `succeeded`: it went well at a later attempt; `withdrawn`: nobody waits for it any more. */
const Closing = z.enum(['succeeded', 'withdrawn']);

const Ending = z.object({ outcome: z.enum(['done', 'resolved', 'givenUp', ...Closing.options]), at: Instant });

export const EndedIntervention = ListedIntervention.extend({ ending: Ending });
export type EndedIntervention = z.infer<typeof EndedIntervention>;

export const InterventionListState = z.object({
  /** In the order of opening. */
  open: z.array(ListedIntervention),
  /** In the order of ending, oldest first. */
  ended: z.array(EndedIntervention),
});
export type InterventionListState = z.infer<typeof InterventionListState>;

const noted = z.object({ outcome: z.enum(['noted', 'unknown']) });

export const interventionList = {
  name: 'interventionList',
  state: InterventionListState,
  operations: {
    /** Again for an item on the list: its latest fault. */
    open: { input: OpenIntervention, output: noted },
    decide: { input: RecordedDecision.extend({ interventionId: InterventionId }), output: noted },
    close: {
      input: z.object({ interventionId: InterventionId, at: Instant, outcome: Closing.default('succeeded') }),
      output: noted,
    },
  },
} as const satisfies EntityContract;
