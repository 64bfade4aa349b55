/** Sanctions screening compares a person with the lists of those a bank must not serve. */
import { z } from 'zod';
import { Applicant } from '../../shared/applicant';
import { bankBreaker, patientAtBank } from '../../shared/bank';
import type { ActivityContract } from '../../shared/contract';
import { SECOND_MS } from '../../shared/durations';

const list = z.string().min(1).max(100);

/** Without `refusedAs`: a screening that did not happen is a fault, never an answer. */
export const screenPerson = {
  name: 'sanctions.screen',
  input: z.object({
    person: Applicant.pick({ fullName: true, dateOfBirth: true, nationality: true, identityNumber: true }),
  }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('clear') }),
    /** Somebody of a similar name is listed: a human has to look. */
    z.object({ outcome: z.literal('possibleMatch'), list }),
    z.object({ outcome: z.literal('match'), list }),
  ]),
  retry: patientAtBank,
  breaker: bankBreaker,
  timeoutMs: 10 * SECOND_MS,
} as const satisfies ActivityContract;
