import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { holds } from '../../../src/orchestration/decision-table';
import {
  accountDecision,
  type ApplicationFacts,
  creditBand,
  decideApplication,
} from '../../../src/processes/account-opening/decision-table';

const harmless = {
  identity: 'verified',
  sanctions: 'clear',
  credit: 'good',
  product: 'current',
  deposit: 'usual',
} as const satisfies ApplicationFacts;

/** What is decided when one thing, or two, are not as they should be; the rule in the order of the table. */
const decisions: readonly [Partial<ApplicationFacts>, outcome: string, rule: string, reason: string | undefined][] = [
  [{ sanctions: 'match' }, 'reject', 'listed', 'sanctioned'],
  [{ sanctions: 'match', identity: 'failed', credit: 'poor' }, 'reject', 'listed', 'sanctioned'],
  [{ identity: 'failed' }, 'reject', 'not identified', 'identityNotVerified'],
  [{ identity: 'failed', sanctions: 'possibleMatch' }, 'reject', 'not identified', 'identityNotVerified'],
  [{ credit: 'poor' }, 'reject', 'will not pay', 'poorCredit'],
  [{ credit: 'poor', sanctions: 'possibleMatch' }, 'reject', 'will not pay', 'poorCredit'],
  [{ sanctions: 'possibleMatch' }, 'review', 'perhaps listed', 'possibleSanctionsMatch'],
  [{ identity: 'unclear' }, 'review', 'not clearly identified', 'identityUnclear'],
  [{ deposit: 'high' }, 'review', 'much money', 'highDeposit'],
  [{ credit: 'unknown' }, 'review', 'unknown payer', 'noCreditRecord'],
  [{ credit: 'fair' }, 'review', 'middling payer', 'fairCredit'],
  [{}, 'approve', 'nothing against it', undefined],
  [{ product: 'savings', credit: 'poor' }, 'approve', 'nothing against it', undefined],
  [{ product: 'savings', credit: 'unknown' }, 'approve', 'nothing against it', undefined],
];

const facts = Object.entries(accountDecision.facts);

/** Every combination of facts that there can be. */
const everything = facts.reduce<Record<string, string>[]>(
  (combinations, [fact, values]) => combinations.flatMap((one) => values.map((value) => ({ ...one, [fact]: value }))),
  [{}],
  // Each fact of the table has one of its values, which is what the facts of an application are.
) as unknown as ApplicationFacts[];

describe('the decision about an account', () => {
  it.each(decisions)('with %j is %s by the rule "%s"', (differing, outcome, rule, reason) => {
    const decided = decideApplication({ ...harmless, ...differing });
    expect(decided).toEqual({ outcome, rule, ...(reason === undefined ? {} : { reason }) });
  });

  it('is tested for every rule', () => {
    const tested = new Set(decisions.map(([, , rule]) => rule));
    expect([...tested]).toEqual(accountDecision.rules.map(({ rule }) => rule));
  });

  it('is made for every combination of facts', () => {
    expect(everything).toHaveLength(3 * 3 * 4 * 2 * 2);
    for (const combination of everything) expect(decideApplication(combination)).toHaveProperty('outcome');
  });

  it('has no rule that an earlier one hides', () => {
    const deciding = new Set(everything.map((combination) => decideApplication(combination).rule));
    expect([...deciding].toSorted()).toEqual(accountDecision.rules.map(({ rule }) => rule).toSorted());
  });

  it('never approves whom a list or the documents speak against, whatever else is true', () => {
    const approved = everything.filter((combination) => decideApplication(combination).outcome === 'approve');
    const doubtful = { sanctions: ['possibleMatch', 'match'] } as const;
    expect(approved.filter((combination) => holds(doubtful, combination))).toEqual([]);
    expect(approved.filter(({ identity }) => identity !== 'verified')).toEqual([]);
  });
});

describe('the worth of a credit score', () => {
  const thresholds = { goodCreditFrom: 700, fairCreditFrom: 400 };

  it.each([
    [1_000, 'good'],
    [700, 'good'],
    [699, 'fair'],
    [400, 'fair'],
    [399, 'poor'],
    [0, 'poor'],
  ])('%d is %s', (score, band) => {
    expect(creditBand(score, thresholds)).toBe(band);
  });
});

describe('the page of the account opening', () => {
  const page = readFileSync(join(__dirname, '../../../docs/processes/account-opening.md'), 'utf8');

  it('has the table as it is', () => {
    const [head = [], , ...rows] = tableIn(page, '| Rule ');
    const columns = head.slice(1, -1).map((cell) => cell.toLowerCase());
    const listed = rows.map(([rule = '', ...cells]) => {
      const when = columns.flatMap((fact, index) => {
        const values = [...(cells[index] ?? '').matchAll(/`(\w+)`/g)].map(([, value]) => value);
        return values.length === 0 ? [] : [[fact, values] as const];
      });
      return { rule: rule.replaceAll('`', ''), when: new Map(when), decision: cells.at(-1) };
    });
    expect(listed).toEqual(
      accountDecision.rules.map(({ rule, when, decision }) => ({
        ...{ rule, when: new Map(Object.entries(when)), decision: inWords(decision) },
      })),
    );
  });
});

function tableIn(page: string, head: string): string[][] {
  const lines = page.slice(page.indexOf(head)).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(0, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function inWords(decision: (typeof accountDecision.rules)[number]['decision']): string {
  return decision.outcome === 'approve' ? 'approve' : `${decision.outcome}: \`${decision.reason}\``;
}
