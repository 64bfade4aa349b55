/** Applications of every kind, with what may become of them. */
import type { AccountOpeningResult } from '../../src/processes/account-opening/contract';
import { type anApplication, appliedBy, livingAt } from '../support/an-application';

type Outcome = AccountOpeningResult['outcome'];

export interface ApplicationKind {
  readonly name: string;
  readonly change: Parameters<typeof anApplication>[0];
  readonly outcomes: readonly Outcome[];
  /** What somebody does while it runs. */
  readonly meanwhile?: 'provide' | 'approve' | 'reject' | 'cancel';
}

const unclear = appliedBy('ID-UNCLEAR');
const without = { documents: [] };

/** What takes longest comes first. */
export const applicationKinds: readonly ApplicationKind[] = [
  { name: 'no documents', change: without, outcomes: ['expired'] },
  { name: 'nobody reviews it', change: unclear, outcomes: ['expired'] },
  { name: 'all goes well', change: {}, outcomes: ['opened'] },
  { name: 'documents come later', change: without, outcomes: ['opened'], meanwhile: 'provide' },
  { name: 'two say yes', change: unclear, outcomes: ['opened'], meanwhile: 'approve' },
  { name: 'one says no', change: unclear, outcomes: ['rejected'], meanwhile: 'reject' },
  { name: 'cancelled while it waits', change: without, outcomes: ['cancelled'], meanwhile: 'cancel' },
  { name: 'cancelled in haste', change: {}, outcomes: ['cancelled', 'opened'], meanwhile: 'cancel' },
  { name: 'forged', change: appliedBy('ID-FORGED'), outcomes: ['rejected'] },
  { name: 'a customer already', change: appliedBy('ID-REGISTER-DUPLICATE'), outcomes: ['rejected'] },
  { name: 'branch closed', change: { branch: 'CLOSED-BRANCH' }, outcomes: ['rejected'] },
  { name: 'address not served', change: livingAt({ country: 'AQ' }), outcomes: ['rejected'] },
  { name: 'refused at the pivot', change: { branch: 'ACTIVATE-REFUSED+CLOSE-FLAKY-1' }, outcomes: ['rejected'] },
  {
    name: 'the last money',
    change: { initialDeposit: { cents: 3_000, from: 'ACC-THIN' } },
    outcomes: ['opened', 'rejected'],
  },
  { name: 'flaky services', change: { branch: 'FLAKY-1+ACTIVATE-FLAKY-1' }, outcomes: ['opened'] },
  {
    name: 'lost answers',
    change: { ...livingAt({ postalCode: 'LOST-ANSWER-1' }), branch: 'LOST-ANSWER-1+ACTIVATE-LOST-ANSWER-1' },
    outcomes: ['opened'],
  },
];
