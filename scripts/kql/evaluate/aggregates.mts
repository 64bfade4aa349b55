/** Functions of many rows. Kusto's reference: https://learn.microsoft.com/kusto/query/aggregation-functions */
import type { Node } from '../language.mts';
import { argumentsOf, evaluate, part } from './expressions.mts';
import { callScalar } from './functions.mts';
import { NotKnown, type Scope } from './scope.mts';
import { compare, keyOf, numberOf, type Row, type Value } from './values.mts';

/** For each row, the values of the arguments. */
type Samples = readonly (readonly Value[])[];
type Aggregate = (samples: Samples) => Value;

const firsts = (samples: Samples) => samples.flatMap(([value = null]) => (value === null ? [] : [value]));
const sum = (samples: Samples) => firsts(samples).reduce<number>((total, value) => total + (numberOf(value) ?? 0), 0);
const max = (samples: Samples) => firsts(samples).sort(compare).at(-1) ?? null;
const min = (samples: Samples) => firsts(samples).sort(compare)[0] ?? null;
const set = (samples: Samples) => [...new Map(firsts(samples).map((value) => [keyOf([value]), value])).values()];

/** The last argument decides which rows count. */
const where =
  (aggregate: Aggregate): Aggregate =>
  (samples) =>
    aggregate(samples.filter((values) => values.at(-1) === true));

const aggregates: Readonly<Record<string, Aggregate>> = {
  count: (samples) => samples.length,
  countif: where((samples) => samples.length),
  sum,
  sumif: where(sum),
  max,
  maxif: where(max),
  min,
  make_set_if: where(set),
  percentile: (samples) => percentile(samples.map(([value = null, rank = null]) => ({ value, weight: 1, rank }))),
  percentilew: (samples) =>
    percentile(
      samples.map(([value = null, weight = null, rank = null]) => ({ value, weight: numberOf(weight) ?? 0, rank })),
    ),
};

/** An expression over groups: aggregates are taken of the rows, everything else of what they give. */
export function aggregate(node: Node, rows: readonly Row[], scope: Scope): Value {
  if (node.kind !== 'FunctionCallExpression') return aggregateParts(node, rows, scope);
  const name = part(node, 0).text;
  const given = argumentsOf(part(node, 1));
  const function_ = aggregates[name];
  if (function_ !== undefined)
    return function_(rows.map((row) => given.map((argument) => evaluate(argument, row, scope))));
  return callScalar(
    name,
    given.map((argument) => aggregate(argument, rows, scope)),
    scope,
  );
}

/** `max(Max) / 60`: each operand is replaced by its value, and the operation is the usual one. */
function aggregateParts(node: Node, rows: readonly Row[], scope: Scope): Value {
  if (node.children.length === 0 || node.kind === 'NameReference') return evaluate(node, {}, scope);
  if (node.children.length > 2) throw new NotKnown(`${node.kind} of aggregates`);
  const operands = node.children.map((child, index) => ({
    name: `operand ${index}`,
    value: aggregate(child, rows, scope),
    type: child.type,
  }));
  const references = operands.map(({ name, type }) => ({ kind: 'NameReference', type, text: name, children: [] }));
  return evaluate(
    { ...node, children: references },
    Object.fromEntries(operands.map(({ name, value }) => [name, value])),
    scope,
  );
}

interface Weighted {
  readonly value: Value;
  readonly weight: number;
  readonly rank: Value;
}

/** By nearest rank; Kusto estimates it, and both are values that occurred. */
function percentile(samples: readonly Weighted[]): Value {
  const sorted = samples.filter(({ value }) => value !== null).sort((a, b) => compare(a.value, b.value));
  const total = sorted.reduce((weight, sample) => weight + sample.weight, 0);
  let below = 0;
  for (const { value, weight, rank } of sorted) {
    below += weight;
    if (below >= (total * (numberOf(rank) ?? 0)) / 100) return value;
  }
  return null;
}
