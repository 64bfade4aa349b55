/** What an expression is worth for a row. */
import type { Node } from '../language.mts';
import { callScalar } from './functions.mts';
import { NotKnown, type Scope } from './scope.mts';
import { compare, keyOf, numberOf, type Row, textOf, Timespan, timespanOf, type Value } from './values.mts';

type Evaluate = (node: Node, row: Row, scope: Scope) => Value;

/** The n-th part of a node, which its kind says is there. */
export function part(node: Node, index: number): Node {
  const found = node.children[index];
  if (found === undefined) throw new NotKnown(`${node.kind} in the form "${node.text}"`);
  return found;
}

/** `['a name']` as well as `name`. */
export const nameIn = ({ text }: Node): string => /^\[['"](.*)['"]\]$/.exec(text)?.[1] ?? text;

/** The arguments of a call, or the elements of a list in parentheses. */
export const argumentsOf = (node: Node): readonly Node[] =>
  node.children.find(({ kind }) => kind === 'List')?.children ?? [];

export const evaluate: Evaluate = (node, row, scope) => {
  const evaluator = evaluators[node.kind];
  if (evaluator === undefined) throw new NotKnown(`${node.kind}, as in "${node.text}"`);
  return evaluator(node, row, scope);
};

const operands = (node: Node, row: Row, scope: Scope): readonly [Value, Value] => [
  evaluate(part(node, 0), row, scope),
  evaluate(part(node, 1), row, scope),
];

/** Nothing is less, more or equal where a value is missing. */
const comparing =
  (isTrue: (order: number) => boolean): Evaluate =>
  (node, row, scope) => {
    const [a, b] = operands(node, row, scope);
    return a !== null && b !== null && isTrue(compare(a, b));
  };

/** Of texts; Kusto compares them so without regard to case. */
const matching =
  (isTrue: (text: string, other: string) => boolean): Evaluate =>
  (node, row, scope) => {
    const [a, b] = operands(node, row, scope);
    return isTrue(textOf(a).toLowerCase(), textOf(b).toLowerCase());
  };

const calculating =
  (calculate: (a: number, b: number) => number): Evaluate =>
  (node, row, scope) => {
    const [a, b] = operands(node, row, scope);
    const [left, right] = [numberOf(a), numberOf(b)];
    if (left === null || right === null) return null;
    return asType(node.type, calculate(left, right));
  };

function asType(type: string, number: number): Value {
  switch (type) {
    case 'datetime':
      return new Date(number);
    case 'timespan':
      return new Timespan(number);
    case 'long':
    case 'int':
      return Math.trunc(number);
    default:
      return number;
  }
}

const number: Evaluate = ({ text }) => (text.endsWith('(null)') ? null : Number(text));
const inner: Evaluate = (node, row, scope) => evaluate(part(node, 0), row, scope);

const evaluators: Readonly<Record<string, Evaluate>> = {
  NameReference: (node, row, { scalars }) => row[nameIn(node)] ?? scalars[nameIn(node)] ?? null,
  StringLiteralExpression: ({ text }) => text.slice(1, -1),
  LongLiteralExpression: number,
  RealLiteralExpression: number,
  BooleanLiteralExpression: ({ text }) => text === 'true',
  TimespanLiteralExpression: ({ text }) => timespanOf(text),
  ParenthesizedExpression: inner,
  BracketedExpression: inner,
  ElementExpression: property,
  AndExpression: (node, row, scope) => operands(node, row, scope).every((value) => value === true),
  OrExpression: (node, row, scope) => operands(node, row, scope).some((value) => value === true),
  EqualExpression: comparing((order) => order === 0),
  NotEqualExpression: comparing((order) => order !== 0),
  GreaterThanExpression: comparing((order) => order > 0),
  GreaterThanOrEqualExpression: comparing((order) => order >= 0),
  LessThanExpression: comparing((order) => order < 0),
  LessThanOrEqualExpression: comparing((order) => order <= 0),
  StartsWithExpression: matching((text, other) => text.startsWith(other)),
  AddExpression: calculating((a, b) => a + b),
  SubtractExpression: calculating((a, b) => a - b),
  MultiplyExpression: calculating((a, b) => a * b),
  DivideExpression: calculating((a, b) => a / b),
  InExpression: isIn,
  FunctionCallExpression: (node, row, scope) => {
    const values = argumentsOf(part(node, 1)).map((argument) => evaluate(argument, row, scope));
    return callScalar(part(node, 0).text, values, scope);
  },
};

function property(node: Node, row: Row, scope: Scope): Value {
  const [of, key] = operands(node, row, scope);
  if (of === null || typeof of !== 'object' || of instanceof Date || of instanceof Timespan) return null;
  return Object.entries(of).find(([name]) => name === textOf(key))?.[1] ?? null;
}

/** Of a list, or of the first column of a table that `let` has named. */
function isIn(node: Node, row: Row, scope: Scope): Value {
  const listed = argumentsOf(part(node, 1));
  const [only] = listed;
  const table = listed.length === 1 && only !== undefined ? scope.tables[nameIn(only)] : undefined;
  const values = table?.map((each) => Object.values(each)[0] ?? null);
  const keys = (values ?? listed.map((each) => evaluate(each, row, scope))).map((value) => keyOf([value]));
  return keys.includes(keyOf([evaluate(part(node, 0), row, scope)]));
}
