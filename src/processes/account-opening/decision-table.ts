/** Who gets an account, who does not, and whom two people have to look at. */
import { type Decided, decide, type DecisionTable, type FactsOf } from '../../orchestration/decision-table';
import type { AccountOpeningOptions } from './contract';

const facts = {
  identity: ['verified', 'unclear', 'failed'],
  sanctions: ['clear', 'possibleMatch', 'match'],
  credit: ['good', 'fair', 'poor', 'unknown'],
  product: ['current', 'savings'],
  deposit: ['usual', 'high'],
} as const;

export type ApplicationFacts = FactsOf<typeof facts>;

type Decision = { readonly outcome: 'approve' } | { readonly outcome: 'review' | 'reject'; readonly reason: string };

export type ApplicationDecision = Decided<Decision>;

const reject = (reason: string): Decision => ({ outcome: 'reject', reason });
const review = (reason: string): Decision => ({ outcome: 'review', reason });
const approve: Decision = { outcome: 'approve' };

/** A savings account lends no money, so what the bureau says matters for a current account only. */
export const accountDecision: DecisionTable<typeof facts, Decision> = {
  facts,
  rules: [
    { rule: 'listed', when: { sanctions: ['match'] }, decision: reject('sanctioned') },
    { rule: 'not identified', when: { identity: ['failed'] }, decision: reject('identityNotVerified') },
    { rule: 'will not pay', when: { product: ['current'], credit: ['poor'] }, decision: reject('poorCredit') },
    { rule: 'perhaps listed', when: { sanctions: ['possibleMatch'] }, decision: review('possibleSanctionsMatch') },
    { rule: 'not clearly identified', when: { identity: ['unclear'] }, decision: review('identityUnclear') },
    { rule: 'much money', when: { deposit: ['high'] }, decision: review('highDeposit') },
    { rule: 'unknown payer', when: { product: ['current'], credit: ['unknown'] }, decision: review('noCreditRecord') },
    { rule: 'middling payer', when: { product: ['current'], credit: ['fair'] }, decision: review('fairCredit') },
    { rule: 'nothing against it', when: {}, decision: approve },
  ],
};

export function decideApplication(found: ApplicationFacts): ApplicationDecision {
  return decide(accountDecision, found);
}

type Thresholds = Pick<AccountOpeningOptions, 'goodCreditFrom' | 'fairCreditFrom'>;

/** What a score is worth to this bank. */
export function creditBand(score: number, { goodCreditFrom, fairCreditFrom }: Thresholds): 'good' | 'fair' | 'poor' {
  if (score >= goodCreditFrom) return 'good';
  return score >= fairCreditFrom ? 'fair' : 'poor';
}
