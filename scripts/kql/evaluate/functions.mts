/** Functions of one row. Kusto's reference: https://learn.microsoft.com/kusto/query/scalar-functions */
import { NotKnown, type Scope } from './scope.mts';
import { compare, numberOf, textOf, Timespan, timespanOf, type Value } from './values.mts';

type Scalar = (values: readonly Value[], scope: Scope) => Value;

const first = (values: readonly Value[]) => values[0] ?? null;
const isEmpty = (value: Value) => value === null || value === '';
const known = (values: readonly Value[]) => values.filter((value) => value !== null);

const scalars: Readonly<Record<string, Scalar>> = {
  ago: (values, { now }) => new Date(now.getTime() - (numberOf(first(values)) ?? 0)),
  bin: ([value = null, step = null]) => bin(value, numberOf(step)),
  extract: ([pattern = null, group = null, text = null]) =>
    new RegExp(textOf(pattern)).exec(textOf(text))?.[numberOf(group) ?? 0] ?? '',
  iff: ([condition = null, yes = null, no = null]) => (condition === true ? yes : no),
  isempty: (values) => isEmpty(first(values)),
  isnotempty: (values) => !isEmpty(first(values)),
  isnull: (values) => first(values) === null,
  max_of: (values) => known(values).sort(compare).at(-1) ?? null,
  min_of: (values) => known(values).sort(compare)[0] ?? null,
  not: (values) => first(values) === false,
  strlen: (values) => textOf(first(values)).length,
  substring: ([text = null, start = null, length = null]) => substring(textOf(text), numberOf(start), numberOf(length)),
  todouble: (values) => numberOf(first(values)),
  tostring: (values) => textOf(first(values)),
  totimespan: (values) => timespanOf(textOf(first(values))),
};

export function callScalar(name: string, values: readonly Value[], scope: Scope): Value {
  const scalar = scalars[name];
  if (scalar === undefined) throw new NotKnown(`the function ${name}`);
  return scalar(values, scope);
}

function bin(value: Value, step: number | null): Value {
  const number = numberOf(value);
  if (number === null || step === null) return null;
  const floor = Math.floor(number / step) * step;
  if (value instanceof Date) return new Date(floor);
  return value instanceof Timespan ? new Timespan(floor) : floor;
}

function substring(text: string, start: number | null, length: number | null): string {
  const from = start ?? 0;
  return text.slice(from, length === null ? undefined : from + length);
}
