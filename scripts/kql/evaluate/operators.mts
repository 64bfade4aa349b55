/** What gives rows, and what becomes of them behind each bar. Kusto's reference: https://learn.microsoft.com/kusto/query/tabular-operators */
import type { Node } from '../language.mts';
import { aggregate } from './aggregates.mts';
import { evaluate, nameIn, part } from './expressions.mts';
import { NotKnown, type Scope } from './scope.mts';
import { compare, keyOf, type Row, type Value } from './values.mts';

/** A table, one that `let` has named, several of them together, and everything behind a bar. */
export function rowsOf(node: Node, scope: Scope): readonly Row[] {
  switch (node.kind) {
    case 'PipeExpression':
      return applyOperator(part(node, 1), rowsOf(part(node, 0), scope), scope);
    case 'ParenthesizedExpression':
      return rowsOf(part(node, 0), scope);
    case 'UnionOperator':
      return part(node, 1).children.flatMap((table) => rowsOf(table, scope));
    case 'NameReference':
      return named(nameIn(node), scope);
    default:
      throw new NotKnown(`${node.kind} as a table`);
  }
}

function named(name: string, { tables }: Scope): readonly Row[] {
  const rows = tables[name];
  if (rows === undefined) throw new NotKnown(`the table ${name}`);
  return rows;
}

type Operator = (node: Node, rows: readonly Row[], scope: Scope) => readonly Row[];

function applyOperator(node: Node, rows: readonly Row[], scope: Scope): readonly Row[] {
  const operator = operators[node.kind];
  if (operator === undefined) throw new NotKnown(`the operator "${node.text}"`);
  return operator(node, rows, scope);
}

const operators: Readonly<Record<string, Operator>> = {
  FilterOperator: (node, rows, scope) => rows.filter((row) => evaluate(part(node, 1), row, scope) === true),
  ExtendOperator: (node, rows, scope) => {
    const columns = columnsOf(part(node, 0));
    return rows.map((row) => ({ ...row, ...valuesOf(columns, row, scope) }));
  },
  ProjectOperator: (node, rows, scope) => {
    const columns = columnsOf(part(node, 0));
    return rows.map((row) => valuesOf(columns, row, scope));
  },
  DistinctOperator: (node, rows, scope) => {
    const columns = columnsOf(part(node, 1));
    const distinct = rows.map((row) => valuesOf(columns, row, scope));
    return [...new Map(distinct.map((row) => [keyOf(Object.values(row)), row])).values()];
  },
  SortOperator: (node, rows, scope) => sorted(part(node, 1).children, rows, scope),
  TopOperator: (node, rows, scope) =>
    sorted([part(node, 2)], rows, scope).slice(0, Number(evaluate(part(node, 1), {}, scope))),
  SummarizeOperator: summarize,
  JoinOperator: join,
};

interface NamedExpression {
  readonly name: string;
  readonly expression: Node;
}

/** `name = expression`, or a column, or an expression that nobody named. */
const columnsOf = (list: Node): readonly NamedExpression[] =>
  list.children.map((node) =>
    node.kind === 'SimpleNamedExpression'
      ? { name: nameIn(part(node, 0)), expression: part(node, 1) }
      : { name: nameIn(node), expression: node },
  );

const valuesOf = (columns: readonly NamedExpression[], row: Row, scope: Scope): Row =>
  Object.fromEntries(columns.map(({ name, expression }) => [name, evaluate(expression, row, scope)]));

function sorted(orders: readonly Node[], rows: readonly Row[], scope: Scope): readonly Row[] {
  const keys = orders.map((order) =>
    order.kind === 'OrderedExpression'
      ? { by: part(order, 0), sign: part(order, 1).text.startsWith('asc') ? 1 : -1 }
      : { by: order, sign: -1 },
  );
  const orderOf = (a: Row, b: Row) =>
    keys.reduce((order, { by, sign }) => order || sign * compare(evaluate(by, a, scope), evaluate(by, b, scope)), 0);
  return [...rows].sort(orderOf);
}

function summarize(node: Node, rows: readonly Row[], scope: Scope): readonly Row[] {
  const by = node.children.find(({ kind }) => kind === 'SummarizeByClause');
  const keys = by === undefined ? [] : columnsOf(part(by, 0));
  const measures = columnsOf(part(node, 1));
  const groups = new Map<string, { readonly key: Row; readonly rows: Row[] }>();
  if (by === undefined) groups.set(keyOf([]), { key: {}, rows: [] });
  for (const row of rows) {
    const key = valuesOf(keys, row, scope);
    const id = keyOf(Object.values(key));
    const group = groups.get(id) ?? { key, rows: [] };
    group.rows.push(row);
    groups.set(id, group);
  }
  return [...groups.values()].map((group) => ({
    ...group.key,
    ...Object.fromEntries(
      measures.map(({ name, expression }) => [name, aggregate(expression, group.rows, scope)] as const),
    ),
  }));
}

/** Of the kind inner, on `$left.a == $right.b`. */
function join(node: Node, rows: readonly Row[], scope: Scope): readonly Row[] {
  const [options, right, on] = [part(node, 0), part(node, 1), part(node, 2)];
  const condition = /^on \$left\.(\w+) == \$right\.(\w+)$/.exec(on.text);
  if (options.text !== 'kind=inner' || condition === null) throw new NotKnown(`the join "${options.text} ${on.text}"`);
  const [, left = '', other = ''] = condition;
  const byKey = Map.groupBy(rowsOf(right, scope), (row) => keyOf([row[other] ?? null]));
  const matchesOf = (value: Value) => byKey.get(keyOf([value])) ?? [];
  return rows.flatMap((row) => matchesOf(row[left] ?? null).map((match) => ({ ...match, ...row })));
}
