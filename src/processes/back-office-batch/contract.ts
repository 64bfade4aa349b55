/** The door of a batch of back-office cases. */
import { z } from 'zod';
import { personal } from '../../shared/personal-data';
import { CaseOrder, FileReference } from '../../shared/case-file';
import { CaseTypes, standardCaseTypes } from '../../shared/case-type';
import type { ProcessContract } from '../../shared/contract';
import { SECOND_MS } from '../../shared/durations';
import { CancelReason, Reason } from '../../shared/reason';
import { json, type SettingsBlock, wholeNumber } from '../../shared/settings-block';

const Concurrency = z.int().min(1).max(500);

/** What somebody hands in. */
export const BatchOrder = z.object({
  /** How many cases may be in flight; the configured number when absent. */
  concurrency: Concurrency.optional(),
  cases: z.array(CaseOrder).min(1).max(20_000),
});
export type BatchOrder = z.infer<typeof BatchOrder>;

export const BatchOptions = z.object({
  caseTypes: CaseTypes.prefault(standardCaseTypes),
  concurrency: Concurrency.default(20),
  /** How often it looks at its progress at first; later it looks less often. */
  lookEveryMs: z
    .int()
    .positive('expected a time above zero')
    .default(5 * SECOND_MS),
});
export type BatchOptions = z.infer<typeof BatchOptions>;

export const batchSettings = {
  prefix: 'BACK_OFFICE_BATCH',
  options: BatchOptions,
  variables: {
    caseTypes: { name: 'CASE_TYPES', value: json },
    concurrency: { name: 'CONCURRENCY', value: wholeNumber },
  },
} satisfies SettingsBlock;

export const BatchInput = BatchOrder.extend({ options: BatchOptions.prefault({}) });
export type BatchInput = z.infer<typeof BatchInput>;

const Count = z.int().nonnegative();

const Tally = z.object({
  total: Count,
  /** Ended with a result, whatever it says; `outcomes` counts them. */
  done: Count,
  /** Ended with a fault. */
  failed: Count,
  /** Never started, because the batch was cancelled. */
  notStarted: Count,
  outcomes: z.record(Reason, Count),
  /** The first few of those that failed, by their position in the order. */
  failures: z.array(z.object({ index: Count, fault: z.string() })),
});

export const BatchResult = z.discriminatedUnion('outcome', [
  Tally.extend({ outcome: z.literal('completed') }),
  Tally.extend({ outcome: z.literal('cancelled'), reason: CancelReason }),
]);
export type BatchResult = z.infer<typeof BatchResult>;

/** Nothing new is started until it is resumed; what is in flight goes on. */
export const BatchControl = z.object({ by: personal(z.string().min(1).max(200)).optional() }).nullish();

export const backOfficeBatch = {
  name: 'back-office-batch',
  title: 'Back-office batch',
  description: 'Works off a list of cases with a bounded number of them under way.',
  version: 1,
  idempotencyKey: 'required',
  startRoles: ['operator', 'service', 'clerk'],
  events: { pause: BatchControl, resume: BatchControl },
  attributes: ({ cases }: BatchInput) => ({ cases: cases.length }),
  input: BatchInput,
  result: BatchResult,
} as const satisfies ProcessContract;

/** One of the lanes of a batch: works off one case after the other. */
export const batchLane = {
  name: 'batch-lane',
  title: 'Lane of a back-office batch',
  description: 'Works off one case of a batch after the other.',
  version: 1,
  idempotencyKey: 'required',
  input: z.object({
    /** The instance id of the batch: names its ledger and its cases. */
    batch: FileReference,
    lane: z.int().positive(),
    caseTypes: CaseTypes,
  }),
  result: z.object({ outcome: z.literal('ended') }),
} as const satisfies ProcessContract;

export type LaneInput = z.output<(typeof batchLane)['input']>;
