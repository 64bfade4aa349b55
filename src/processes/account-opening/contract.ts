/** The door of the account opening: what starts it, how it ends, and what it may be told meanwhile. */
import { z } from 'zod';
import { personal } from '../../shared/personal-data';
import { Applicant, ProvidedDocument } from '../../shared/applicant';
import { AccountProduct, Branch, CreditScore } from '../../shared/bank';
import type { ProcessContract } from '../../shared/contract';
import { DAY_MS } from '../../shared/durations';
import { AccountId, ApplicationId, CustomerId } from '../../shared/ids';
import { Cents, PositiveCents } from '../../shared/money';
import { PersonId } from '../../shared/person';
import { CancelReason, Reason } from '../../shared/reason';
import { durationIn, type SettingsBlock, wholeNumber } from '../../shared/settings-block';

/** What an applicant, or an agent for them, sends. */
export const AccountApplication = z.object({
  applicationId: ApplicationId,
  applicant: Applicant,
  product: AccountProduct,
  branch: Branch,
  /** What is missing is asked for. */
  documents: z.array(ProvidedDocument).max(20).default([]),
  /** Who sells the account; may not review it. */
  agent: PersonId.optional(),
  initialDeposit: z.object({ cents: PositiveCents, from: AccountId }),
});
export type AccountApplication = z.infer<typeof AccountApplication>;

const duration = z.int().positive('expected a time above zero');

/** What the bank decides. */
export const AccountOpeningOptions = z
  .object({
    goodCreditFrom: CreditScore.default(700),
    fairCreditFrom: CreditScore.default(400),
    /** From this deposit on, two people look. */
    highDepositFromCents: Cents.default(1_000_000),
    /** How often the applicant is reminded of missing documents. */
    documentReminderMs: duration.default(3 * DAY_MS),
    documentDeadlineMs: duration.default(14 * DAY_MS),
    reviewReminderMs: duration.default(DAY_MS),
    /** When supervisors are asked besides. */
    reviewEscalationMs: duration.default(2 * DAY_MS),
    reviewDeadlineMs: duration.default(5 * DAY_MS),
    reviewerEmail: personal(z.email()).optional(),
    supervisorEmail: personal(z.email()).optional(),
  })
  .check(({ value, issues }) => {
    const isInOrder = (earlier: OrderedOption, later: OrderedOption) => {
      if (value[earlier] < value[later]) return;
      issues.push({ code: 'custom', input: value, path: [earlier], message: `expected less than ${later}` });
    };
    isInOrder('fairCreditFrom', 'goodCreditFrom');
    isInOrder('documentReminderMs', 'documentDeadlineMs');
    isInOrder('reviewReminderMs', 'reviewEscalationMs');
    isInOrder('reviewEscalationMs', 'reviewDeadlineMs');
  });
export type AccountOpeningOptions = z.infer<typeof AccountOpeningOptions>;

type OrderedOption =
  | 'fairCreditFrom'
  | 'goodCreditFrom'
  | 'documentReminderMs'
  | 'documentDeadlineMs'
  | 'reviewReminderMs'
  | 'reviewEscalationMs'
  | 'reviewDeadlineMs';

export const accountOpeningSettings = {
  prefix: 'ACCOUNT_OPENING',
  options: AccountOpeningOptions,
  variables: {
    goodCreditFrom: { name: 'GOOD_CREDIT_FROM', value: wholeNumber },
    fairCreditFrom: { name: 'FAIR_CREDIT_FROM', value: wholeNumber },
    highDepositFromCents: { name: 'HIGH_DEPOSIT_FROM_CENTS', value: wholeNumber },
    documentReminderMs: { name: 'DOCUMENT_REMINDER_HOURS', value: durationIn('hours') },
    documentDeadlineMs: { name: 'DOCUMENT_DEADLINE_HOURS', value: durationIn('hours') },
    reviewReminderMs: { name: 'REVIEW_REMINDER_HOURS', value: durationIn('hours') },
    reviewEscalationMs: { name: 'REVIEW_ESCALATION_HOURS', value: durationIn('hours') },
    reviewDeadlineMs: { name: 'REVIEW_DEADLINE_HOURS', value: durationIn('hours') },
    reviewerEmail: { name: 'REVIEWER_EMAIL', value: z.string() },
    supervisorEmail: { name: 'SUPERVISOR_EMAIL', value: z.string() },
  },
} satisfies SettingsBlock;

export const AccountOpeningInput = AccountApplication.extend({ options: AccountOpeningOptions.prefault({}) });
export type AccountOpeningInput = z.infer<typeof AccountOpeningInput>;

/** The event by which documents come that were missing. */
export const documentsProvided = 'documentsProvided';

export const DocumentsProvided = z.object({ documents: z.array(ProvidedDocument).min(1).max(20) });
export type DocumentsProvided = z.infer<typeof DocumentsProvided>;

/** Undos that an operator gave up: somebody has to look after them. Absent when all went well. */
const notUndone = z.array(z.string()).optional();

/** Who said no, and why. */
const Rejection = z.object({
  by: z.enum(['rules', 'review', 'customers', 'accounts', 'cards', 'deposit']),
  reason: Reason,
  /** The rule of the decision table that said no. */
  rule: z.string().optional(),
  /** What the reviewer wrote. */
  comment: personal(z.string()).optional(),
});
export type Rejection = z.infer<typeof Rejection>;

export const AccountOpeningResult = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('opened'),
    applicationId: ApplicationId,
    customerId: CustomerId,
    accountId: AccountId,
    cardId: z.string(),
    balanceCents: Cents,
  }),
  Rejection.extend({ outcome: z.literal('rejected'), applicationId: ApplicationId, notUndone }),
  /** The applicant did not hand in what was missing, or the bank did not decide, in time. */
  z.object({
    outcome: z.literal('expired'),
    applicationId: ApplicationId,
    reason: z.enum(['documentsNotProvided', 'notReviewedInTime']),
    notUndone,
  }),
  z.object({ outcome: z.literal('cancelled'), applicationId: ApplicationId, reason: CancelReason, notUndone }),
]);
export type AccountOpeningResult = z.infer<typeof AccountOpeningResult>;

/** The decision of two people, as the inbox and its events name it. */
export const reviewStep = 'review';
export const reviewerRole = 'accountReviewer';
export const supervisorRole = 'accountSupervisor';

export const accountOpening = {
  name: 'account-opening',
  title: 'Account opening',
  description:
    'Opens a bank account: documents, identity, sanctions and credit, a decision by rules or by two people, then ' +
    'customer, account, card and the first deposit.',
  version: 1,
  input: AccountOpeningInput,
  result: AccountOpeningResult,
  events: { [documentsProvided]: DocumentsProvided },
  idempotencyKey: 'required',
  businessKey: ({ applicationId }) => applicationId,
  attributes: ({ product, branch, applicant }) => ({ product, branch, country: applicant.address.country }),
} as const satisfies ProcessContract<typeof AccountOpeningInput, typeof AccountOpeningResult>;
