/**
 * The back office's files: opened, checked and decided one by one, or delivered in batches.
 *
 * C1 a case id has one open or approved file: a second one is refused.
 * C2 a file that was withdrawn stays so; a withdrawal may come before its opening, which then is refused.
 * C3 approved files are not withdrawn, withdrawn ones not approved.
 */
import { z } from 'zod';
import { personal } from '../../shared/personal-data';
import { CaseCheck, CaseFacts, CaseId, CaseOrder, CaseTypeName, FileReference } from '../../shared/case-file';
import type { ActivityContract } from '../../shared/contract';
import { SECOND_MS } from '../../shared/durations';
import { Reason } from '../../shared/reason';
import { patient, persistent } from '../../shared/retry-policies';

const refused = z.object({ outcome: z.literal('refused'), reason: Reason });

const Document = z.object({ type: CaseTypeName, reference: CaseOrder.shape.reference });

export const openFile = {
  name: 'casework.open',
  input: Document.extend({ file: FileReference, caseId: CaseId }),
  /** The stand-in's reasons: caseIdInUse, withdrawn. */
  output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('opened') }), refused]),
  retry: patient,
  timeoutMs: 10 * SECOND_MS,
  refusedAs: 'refused',
} as const satisfies ActivityContract;

const Verdict = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('passed') }),
  z.object({ outcome: z.literal('failed'), reason: Reason }),
  /** It cannot be said until these facts are given. */
  z.object({ outcome: z.literal('informationNeeded'), facts: z.array(z.string()).min(1) }),
]);
export type Verdict = z.infer<typeof Verdict>;

/** The retry policy is the default: a case type gives each of its validations one of its own. */
export const validateFile = {
  name: 'casework.validate',
  input: Document.extend({ file: FileReference, facts: CaseFacts, check: CaseCheck }),
  output: Verdict,
  retry: patient,
  timeoutMs: 30 * SECOND_MS,
  refusedAs: 'failed',
} as const satisfies ActivityContract;

/** What the case was about is carried out. */
export const approveFile = {
  name: 'casework.approve',
  input: z.object({ file: FileReference, by: personal(z.string().min(1)).max(200) }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('approved'), recordId: z.string() }),
    refused,
  ]),
  retry: persistent,
  timeoutMs: 10 * SECOND_MS,
  refusedAs: 'refused',
} as const satisfies ActivityContract;

/** Undoes `open`, whether or not that happened. */
export const withdrawFile = {
  name: 'casework.withdraw',
  input: z.object({ file: FileReference }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('withdrawn') }),
    z.object({ outcome: z.literal('alreadyApproved') }),
  ]),
  retry: persistent,
  timeoutMs: 10 * SECOND_MS,
} as const satisfies ActivityContract;

const BatchReference = FileReference;

/** Keeps the cases of a batch, so that no history has to carry all of them. */
export const depositBatch = {
  name: 'casework.deposit',
  input: z.object({ batch: BatchReference, cases: z.array(CaseOrder).min(1) }),
  output: z.object({ outcome: z.literal('deposited'), total: z.int().positive() }),
  retry: patient,
  timeoutMs: 60 * SECOND_MS,
} as const satisfies ActivityContract;

export const fetchCase = {
  name: 'casework.fetch',
  input: z.object({ batch: BatchReference, index: z.int().nonnegative() }),
  output: z.object({ outcome: z.literal('found'), order: CaseOrder }),
  retry: persistent,
  timeoutMs: 10 * SECOND_MS,
} as const satisfies ActivityContract;
