/**
 * A small interpreter of Kusto's query language: what the queries of this repository use, over the syntax tree that
 * Kusto's own parser makes. There is no Kusto engine that could run here; this one shows that a query finds what it is
 * meant to find, and gives the pictures their numbers. What it does not know it refuses.
 */
import { analyse, type Node } from '../language.mts';
import { evaluate, nameIn, part } from './expressions.mts';
import { NotKnown, type Scope } from './scope.mts';
import { rowsOf } from './operators.mts';
import type { Row, Value } from './values.mts';

export interface Recorded {
  /** When somebody asks: `ago` counts from here. */
  readonly now: Date;
  readonly tables: Readonly<Record<string, readonly Row[]>>;
}

export function runQuery(text: string, recorded: Recorded): readonly Row[] {
  let scope: Scope = { ...recorded, scalars: {} };
  const statements = part(analyse(text).tree, 1).children;
  for (const statement of statements) {
    if (statement.kind === 'ExpressionStatement') return rowsOf(part(statement, 0), scope);
    if (statement.kind !== 'LetStatement') throw new NotKnown(statement.kind);
    scope = withName(scope, nameIn(part(statement, 0)), part(statement, 1));
  }
  throw new NotKnown('a query without an expression');
}

function withName(scope: Scope, name: string, expression: Node): Scope {
  if (isTable(expression)) return { ...scope, tables: { ...scope.tables, [name]: rowsOf(expression, scope) } };
  return { ...scope, scalars: { ...scope.scalars, [name]: scalarOf(expression, scope) } };
}

const isTable = ({ kind }: Node) => kind === 'PipeExpression' || kind === 'UnionOperator';

function scalarOf(expression: Node, scope: Scope): Value {
  if (expression.kind !== 'ToScalarExpression') return evaluate(expression, {}, scope);
  const table = expression.children.at(-1);
  if (table === undefined) throw new NotKnown('an empty toscalar');
  const [row] = rowsOf(table, scope);
  return row === undefined ? null : (Object.values(row)[0] ?? null);
}
