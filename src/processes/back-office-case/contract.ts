/** The door of a back-office case: what starts it, how it ends, and what it may be told meanwhile. */
import { z } from 'zod';
import { personal } from '../../shared/personal-data';
import { CaseFacts, CaseId, CaseOrder } from '../../shared/case-file';
import { CaseTypes, standardCaseTypes } from '../../shared/case-type';
import type { ProcessContract } from '../../shared/contract';
import { Instant } from '../../shared/instant';
import { CancelReason, Reason } from '../../shared/reason';
import { json, type SettingsBlock } from '../../shared/settings-block';

export { CaseOrder };

/** What the back office configures. Given with the input: settings may change while a case runs. */
export const CaseOptions = z.object({ caseTypes: CaseTypes.prefault(standardCaseTypes) });
export type CaseOptions = z.infer<typeof CaseOptions>;

export const caseSettings = {
  prefix: 'BACK_OFFICE',
  options: CaseOptions,
  variables: { caseTypes: { name: 'CASE_TYPES', value: json } },
} satisfies SettingsBlock;

export const CaseInput = CaseOrder.extend({ options: CaseOptions.prefault({}) });
export type CaseInput = z.infer<typeof CaseInput>;

/** The event by which information is given. */
export const informationGiven = 'informationGiven';

/** Answers what a validation has asked; `request` names the question, so that a late answer to an old one is none. */
export const InformationGiven = z.object({ request: z.string().min(1).max(100), facts: CaseFacts });
export type InformationGiven = z.infer<typeof InformationGiven>;

/** What became of one validation: `unclear` when it asked too often, `unavailable` when it gave no answer. */
const Finding = z.object({
  validation: z.string(),
  outcome: z.enum(['passed', 'failed', 'unanswered', 'unclear', 'unavailable']),
  reason: Reason.optional(),
  /** How often it asked for information. */
  asked: z.int().nonnegative(),
});
export type Finding = z.infer<typeof Finding>;

const Breach = z.object({ level: z.string(), at: Instant });
export type Breach = z.infer<typeof Breach>;

/** `by`: the clerk, or `rules`. */
const Approved = z.object({ outcome: z.literal('approved'), by: personal(z.string()), recordId: z.string() });

const Rejected = z.object({
  outcome: z.literal('rejected'),
  by: z.enum(['intake', 'validation', 'clerk']),
  reason: Reason,
  comment: personal(z.string()).optional(),
});

/** What was asked for did not come, or nobody decided. */
const Expired = z.object({ outcome: z.literal('expired'), reason: Reason });

const Cancelled = z.object({ outcome: z.literal('cancelled'), reason: CancelReason });

export type CaseEnding = z.infer<typeof Approved | typeof Rejected | typeof Expired | typeof Cancelled>;

/** The same in every result. */
const record = {
  caseId: CaseId,
  findings: z.array(Finding),
  /** Limits of the SLA that were passed. */
  breaches: z.array(Breach),
  /** Undos that an operator gave up. Absent when all went well. */
  notUndone: z.array(z.string()).optional(),
};

export const CaseResult = z.discriminatedUnion('outcome', [
  Approved.extend(record),
  Rejected.extend(record),
  Expired.extend(record),
  Cancelled.extend(record),
]);
export type CaseResult = z.infer<typeof CaseResult>;

/** The clerk's decision, as the inbox and the event name it. */
export const decisionStep = 'decision';

export const backOfficeCase = {
  name: 'back-office-case',
  title: 'Back-office case',
  description: 'Takes a case through its validations to a decision.',
  version: 1,
  idempotencyKey: 'required',
  events: { [informationGiven]: InformationGiven },
  attributes: ({ type, reference }: CaseInput) => ({ type, reference }),
  input: CaseInput,
  result: CaseResult,
} as const satisfies ProcessContract;
