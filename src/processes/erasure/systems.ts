/** Every system that may have the customer. An erased customer is refused there from then on, so nothing comes back. */
import { call } from '../../orchestration/call';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { eraseAccounts } from '../../services/billing/contract';
import { eraseContacts } from '../../services/crm/contract';
import { eraseMessages } from '../../services/notifications/contract';
import { eraseUsers } from '../../services/support/contract';
import type { CustomerId } from '../../shared/ids';
import type { ErasedSystem } from './contract';

type Eraser = (context: ProcessContext, customerId: CustomerId) => Step<ErasedSystem>;

export const erasers: readonly Eraser[] = [
  function* (context, customerId) {
    const { records } = yield* call(context, eraseContacts, { customerId });
    return { system: 'crm', records, kept: [] };
  },
  function* (context, customerId) {
    const { records, kept } = yield* call(context, eraseAccounts, { customerId });
    return { system: 'billing', records, kept };
  },
  function* (context, customerId) {
    const { records } = yield* call(context, eraseUsers, { customerId });
    return { system: 'support', records, kept: [] };
  },
  function* (context, customerId) {
    const { records } = yield* call(context, eraseMessages, { customerId });
    return { system: 'notifications', records, kept: [] };
  },
];
