/** The door of the provisioning of one system: a sub-process of the onboarding, one instance for each system. */
import { z } from 'zod';
import type { ProcessContract } from '../../shared/contract';
import { Customer, Plan } from '../../shared/customer';
import { AccountReference } from '../../shared/ids';
import { CancelReason, Reason } from '../../shared/reason';
import { provisioningName, System } from './contract';

export const ProvisioningInput = z.object({
  system: System,
  /** Names the account: chosen by the onboarding, so that it can undo what it has no answer of. */
  reference: AccountReference,
  customer: Customer,
  plan: Plan,
  /** `bounded` gives up after the attempts of the system's contract, `untilItWorks` never does. */
  trying: z.enum(['bounded', 'untilItWorks']),
});
export type ProvisioningInput = z.infer<typeof ProvisioningInput>;

export const ProvisioningResult = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('provisioned'), accountId: z.string() }),
  z.object({ outcome: z.literal('refused'), reason: Reason }),
  z.object({ outcome: z.literal('cancelled'), reason: CancelReason }),
]);
export type ProvisioningResult = z.infer<typeof ProvisioningResult>;

export const provisioning = {
  name: provisioningName,
  title: 'Provisioning of one system',
  description: 'Opens the account of a new customer at one system, as a part of the onboarding.',
  version: 1,
  idempotencyKey: 'required',
  attributes: ({ system, plan }: ProvisioningInput) => ({ system, plan }),
  exported: ({ customer, ...rest }: ProvisioningInput) => ({ customer: { id: customer.id }, ...rest }),
  input: ProvisioningInput,
  result: ProvisioningResult,
} as const satisfies ProcessContract;
