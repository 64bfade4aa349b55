/**
 * A decision as data: rules in a table, read from the top, so that those who own it can read it. The first rule whose
 * conditions all hold decides.
 */

/** Every fact that a decision looks at, with the values that it can have. */
export type FactSpace = Readonly<Record<string, readonly string[]>>;

export type FactsOf<Space extends FactSpace> = { readonly [Fact in keyof Space]: Space[Fact][number] };

export interface Rule<Space extends FactSpace, Decision> {
  /** Tells an auditor which rule decided. */
  readonly rule: string;
  /** What each fact has to be one of; a fact that is not named may be anything. */
  readonly when: { readonly [Fact in keyof Space]?: readonly Space[Fact][number][] };
  readonly decision: Decision;
}

export interface DecisionTable<Space extends FactSpace, Decision> {
  readonly facts: Space;
  readonly rules: readonly Rule<Space, Decision>[];
}

export type Decided<Decision> = Decision & { readonly rule: string };

/** Throws when no rule holds: the table has a gap. */
export function decide<Space extends FactSpace, Decision>(
  { rules }: DecisionTable<Space, Decision>,
  facts: FactsOf<Space>,
): Decided<Decision> {
  const first = rules.find(({ when }) => holds(when, facts));
  if (first === undefined) throw new Error(`No rule decides ${JSON.stringify(facts)}.`);
  return { ...first.decision, rule: first.rule };
}

/** Whether each fact that is named has one of the values that are listed for it. */
export function holds<Space extends FactSpace>(when: Rule<Space, unknown>['when'], facts: FactsOf<Space>): boolean {
  return Object.entries<readonly string[] | undefined>(when).every(
    ([fact, values]) => values?.includes(facts[fact] ?? '') ?? true,
  );
}
