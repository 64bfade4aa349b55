import type { Validation } from '../../shared/case-type';
import type { CaseEnding, Finding } from './contract';

export type Consequence =
  { readonly type: 'goOn' } | { readonly type: 'refer' } | { readonly type: 'end'; readonly ending: CaseEnding };

const goOn: Consequence = { type: 'goOn' };
const refer: Consequence = { type: 'refer' };

/** What a finding means for the case, as its type is configured. */
export function consequenceOf({ name, whenFailed }: Validation, finding: Finding): Consequence {
  const { outcome, reason = name } = finding;
  switch (outcome) {
    case 'passed':
      return goOn;
    case 'failed':
      if (whenFailed === 'refer') return refer;
      return { type: 'end', ending: { outcome: 'rejected', by: 'validation', reason } };
    case 'unanswered':
      return { type: 'end', ending: { outcome: 'expired', reason } };
    case 'unclear':
    case 'unavailable':
      return refer;
  }
}
