/** The credit bureau rates how likely a person is to pay; what a rating is worth is decided by the bank. */
import { z } from 'zod';
import { Applicant } from '../../shared/applicant';
import { bankBreaker, CreditScore, patientAtBank } from '../../shared/bank';
import type { ActivityContract } from '../../shared/contract';
import { SECOND_MS } from '../../shared/durations';
import { Reason } from '../../shared/reason';

export const rateCredit = {
  name: 'credit.rate',
  input: z.object({
    person: Applicant.pick({ fullName: true, dateOfBirth: true, identityNumber: true, address: true }),
  }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('rated'), score: CreditScore }),
    /** The stand-in's reason: noRecord. */
    z.object({ outcome: z.literal('unknown'), reason: Reason }),
  ]),
  retry: patientAtBank,
  breaker: bankBreaker,
  timeoutMs: 10 * SECOND_MS,
  refusedAs: 'unknown',
} as const satisfies ActivityContract;
