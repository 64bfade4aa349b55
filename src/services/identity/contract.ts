/** Identity verification compares a person with the documents that were handed in. */
import { z } from 'zod';
import { Applicant, ProvidedDocument } from '../../shared/applicant';
import { bankBreaker, patientAtBank } from '../../shared/bank';
import type { ActivityContract } from '../../shared/contract';
import { SECOND_MS } from '../../shared/durations';
import { Reason } from '../../shared/reason';

export const verifyIdentity = {
  name: 'identity.verify',
  input: z.object({
    person: Applicant.pick({ fullName: true, dateOfBirth: true, nationality: true, identityNumber: true }),
    documents: z.array(ProvidedDocument).min(1),
  }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('verified') }),
    /** A human has to look. The stand-in's reason: documentUnclear. */
    z.object({ outcome: z.literal('unclear'), reason: Reason }),
    /** The stand-in's reason: documentForged. */
    z.object({ outcome: z.literal('failed'), reason: Reason }),
  ]),
  retry: patientAtBank,
  breaker: bankBreaker,
  timeoutMs: 20 * SECOND_MS,
  refusedAs: 'failed',
} as const satisfies ActivityContract;
