/**
 * What goes on with one customer: one entity per customer id, without personal data.
 *
 * F1 a customer is onboarded by one instance at a time, and not again once onboarded, being erased or erased.
 * F2 a customer is erased by one instance at a time, and once; a withdrawn erasure leaves the file as it was.
 * F3 every instance that has had the customer's data stays listed, refused ones too, so that an erasure finds them all.
 * F4 each operation may be repeated by the same instance and answers the same.
 */
import { z } from 'zod';
import type { EntityContract } from '../../shared/contract';

const Asked = z.object({ instanceId: z.string().min(1) });

export const CustomerFileState = z.object({
  state: z.enum(['unknown', 'onboarding', 'customer']),
  /** The onboarding that is under way, or that has made the customer one. */
  onboardedBy: z.string().nullable(),
  /** Every onboarding there was. */
  instances: z.array(z.string()),
  /** `by`: the instance. */
  erasure: z.object({ by: z.string(), state: z.enum(['underWay', 'done']) }).nullable(),
});
export type CustomerFileState = z.infer<typeof CustomerFileState>;

const noted = z.object({ outcome: z.literal('noted') });

export const customerFile = {
  name: 'customerFile',
  state: CustomerFileState,
  operations: {
    beginOnboarding: {
      input: Asked,
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('begun') }),
        z.object({
          outcome: z.literal('refused'),
          reason: z.enum(['alreadyOnboarding', 'alreadyCustomer', 'erasing', 'erased']),
        }),
      ]),
    },
    completeOnboarding: { input: Asked, output: noted },
    /** Undoes `beginOnboarding`, whether or not that happened. */
    abandonOnboarding: { input: Asked, output: noted },
    beginErasure: {
      input: Asked,
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('begun'), instances: z.array(z.string()) }),
        z.object({ outcome: z.literal('refused'), reason: z.enum(['erasing', 'erased']) }),
      ]),
    },
    /** Undoes `beginErasure`, whether or not that happened. */
    withdrawErasure: { input: Asked, output: noted },
    completeErasure: { input: Asked, output: noted },
  },
} as const satisfies EntityContract;
