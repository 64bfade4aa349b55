/** What a back-office case is made of, for those who send, check and keep cases. */
import { z } from 'zod';
import { personal } from './personal-data';

const identifier = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'expected 1 to 200 printable characters without spaces');

export const CaseId = identifier.brand<'CaseId'>();
export type CaseId = z.infer<typeof CaseId>;

/** Chosen by the process before the first request, so that a withdrawal never depends on an answer. */
export const FileReference = identifier.brand<'FileReference'>();
export type FileReference = z.infer<typeof FileReference>;

/** Names a configured case type, as `invoice`. */
export const CaseTypeName = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9-]{0,39}$/, 'expected a name of letters, digits and hyphens, for example invoice');

const FactName = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'expected a name in camel case, for example amountCents');
const FactValue = z.union([z.string().min(1).max(500), z.number(), z.boolean()]);

/** What is known of a case; more of it may be given later, when a validation asks. Whoever sends it writes what they like. */
export const CaseFacts = personal(
  z.record(FactName, FactValue).refine((facts) => Object.keys(facts).length <= 50, 'expected at most 50 facts'),
);
export type CaseFacts = z.infer<typeof CaseFacts>;

/** What somebody hands in: a claim, an invoice, a request. */
export const CaseOrder = z.object({
  /** The id of the process instance when absent. */
  caseId: CaseId.optional(),
  type: CaseTypeName,
  /** The number on the document; the same number of the same type is the same document. */
  reference: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9+/_.-]{0,99}$/, 'expected a document number, for example INV-1001'),
  submittedBy: z.object({ id: personal(identifier), email: personal(z.email().max(254)).optional() }),
  facts: CaseFacts.default({}),
});
export type CaseOrder = z.infer<typeof CaseOrder>;

/** What is checked, with its parameters. A new kind is one more member here and one more rule in the service. */
export const CaseCheck = z.discriminatedUnion('kind', [
  /** Asks for the facts that are missing. */
  z.object({ kind: z.literal('completeness'), required: z.array(FactName).min(1).max(20) }),
  /** Fails when another open or approved case has the same reference. */
  z.object({ kind: z.literal('duplicates') }),
  /** Fails when the fact has a value that is not allowed. */
  z.object({ kind: z.literal('policy'), fact: FactName, allowed: z.array(FactValue).min(1).max(100) }),
  /** Asks for `explainedBy` when it looks odd, fails when it looks like fraud. */
  z.object({ kind: z.literal('fraud'), explainedBy: FactName }),
  /** Fails above `max`; above `justifyAbove` it asks for `justifiedBy`. */
  z.object({
    kind: z.literal('limits'),
    fact: FactName,
    max: z.number(),
    justifyAbove: z.number().optional(),
    justifiedBy: FactName.default('justification'),
  }),
]);
export type CaseCheck = z.infer<typeof CaseCheck>;
