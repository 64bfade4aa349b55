/** What each system is asked for, and what undoes it. */
import { call } from '../../orchestration/call';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { closeAccount, openAccount } from '../../services/billing/contract';
import { createContact, removeContact } from '../../services/crm/contract';
import { createUser, removeUser } from '../../services/support/contract';
import type { AccountReference } from '../../shared/ids';
import type { System } from './contract';
import type { ProvisioningInput } from './provisioning-contract';

type Opened =
  | { readonly outcome: 'provisioned'; readonly accountId: string }
  | { readonly outcome: 'refused'; readonly reason: string };

type Opening = Pick<ProvisioningInput, 'reference' | 'customer' | 'plan'>;

interface SystemSteps {
  readonly open: (context: ProcessContext, opening: Opening) => Step<Opened>;
  readonly close: (context: ProcessContext, reference: AccountReference) => Step<unknown>;
}

export const stepsOf: Readonly<Record<System, SystemSteps>> = {
  crm: {
    *open(context, { reference, customer }) {
      const answer = yield* call(context, createContact, { reference, customer });
      return answer.outcome === 'refused' ? answer : { outcome: 'provisioned', accountId: answer.contactId };
    },
    close: (context, reference) => call(context, removeContact, { reference }),
  },
  billing: {
    *open(context, opening) {
      const answer = yield* call(context, openAccount, opening);
      return answer.outcome === 'refused' ? answer : { outcome: 'provisioned', accountId: answer.accountId };
    },
    close: (context, reference) => call(context, closeAccount, { reference }),
  },
  support: {
    *open(context, opening) {
      const answer = yield* call(context, createUser, opening);
      return answer.outcome === 'refused' ? answer : { outcome: 'provisioned', accountId: answer.userId };
    },
    close: (context, reference) => call(context, removeUser, { reference }),
  },
};
