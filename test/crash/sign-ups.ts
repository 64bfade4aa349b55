/** Sign-ups of every kind, with what may become of them. */
import type { OnboardingResult } from '../../src/processes/onboarding/contract';

type Meanwhile = 'nothing' | 'confirm' | 'cancel' | 'confirmAndCancel' | 'erase' | 'confirmAndErase';

/** `forgotten`: nothing is left of the instance. */
export type Ending = OnboardingResult['outcome'] | 'forgotten';

export interface SignUpKind {
  readonly name: string;
  /** Of the address; docs/test-values.md tells what they make happen. */
  readonly clauses: string;
  /** What the customer does. */
  readonly meanwhile: Meanwhile;
  readonly endings: readonly Ending[];
}

export const signUpKinds: readonly SignUpKind[] = [
  { name: 'never confirms', clauses: '', meanwhile: 'nothing', endings: ['expired'] },
  { name: 'confirms', clauses: '', meanwhile: 'confirm', endings: ['onboarded'] },
  {
    name: 'confirms while answers are lost',
    clauses: '+crm-lost-answer-1+billing-lost-answer-2+support-lost-answer-1',
    meanwhile: 'confirm',
    endings: ['onboarded'],
  },
  { name: 'support is down for a while', clauses: '+support-flaky-2', meanwhile: 'confirm', endings: ['onboarded'] },
  { name: 'billing refuses', clauses: '+billing-refused', meanwhile: 'confirm', endings: ['rejected'] },
  {
    name: 'the activation is refused',
    clauses: '+crm-activate-refused+crm-remove-flaky-1',
    meanwhile: 'confirm',
    endings: ['rejected'],
  },
  { name: 'cancels instead', clauses: '', meanwhile: 'cancel', endings: ['cancelled'] },
  { name: 'cancels in haste', clauses: '', meanwhile: 'confirmAndCancel', endings: ['cancelled', 'onboarded'] },
  { name: 'wants to be forgotten instead', clauses: '', meanwhile: 'erase', endings: ['forgotten'] },
  {
    name: 'wants to be forgotten',
    clauses: '+crm-erase-flaky-1+billing-erase-lost-answer-1',
    meanwhile: 'confirmAndErase',
    endings: ['forgotten'],
  },
];
