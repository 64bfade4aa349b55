/**
 * Kusto's own parser and binder, which Microsoft compiles from C# to JavaScript: the only file that knows how to speak
 * with it. Everybody else gets plain trees.
 */
import '@kusto/language-service-next/bridge.min.js';
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js';
import { schemaOf, tableNames } from './tables.mts';

/** A part of a query: its kind in Kusto's grammar, what it evaluates to, and how it is written. Tokens are left out. */
export interface Node {
  readonly kind: string;
  /** The name of its type, for example `long`; empty when it has none. */
  readonly type: string;
  readonly text: string;
  readonly children: readonly Node[];
}

export interface Column {
  readonly name: string;
  readonly type: string;
}

export interface Diagnostic {
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

export interface Analysis {
  readonly tree: Node;
  readonly diagnostics: readonly Diagnostic[];
  /** What the query answers. */
  readonly columns: readonly Column[];
}

interface List<T> {
  readonly Count: number;
  getItem(index: number): T;
}

interface TypeSymbol {
  readonly Name: string;
  readonly Columns?: List<{ readonly Name: string; readonly Type: TypeSymbol }>;
}

interface SyntaxNode {
  readonly Kind: number;
  readonly IsToken: boolean;
  readonly ChildCount: number;
  readonly ResultType?: TypeSymbol | null;
  /** Where it is written, without the spaces and comments before it. */
  readonly TextStart: number;
  readonly End: number;
  GetChild(index: number): SyntaxNode | null;
}

interface KustoCode {
  readonly Syntax: SyntaxNode;
  readonly ResultType: TypeSymbol | null;
  GetDiagnostics(): List<{ readonly Code: string; readonly Message: string; readonly Start: number }>;
}

interface Globals {
  WithDatabase(database: object): Globals;
}

interface KustoLanguage {
  readonly KustoCode: { ParseAndAnalyze(text: string, globals: Globals): KustoCode };
  readonly GlobalState: { readonly Default: Globals };
  readonly Syntax: { readonly SyntaxKind: object };
  readonly Symbols: {
    readonly TableSymbol: { From(schema: string): { WithName(name: string): object } };
    readonly DatabaseSymbol: { readonly $ctor1: new (name: string, members: readonly object[]) => object };
  };
}

// The two scripts define these names; of what they hold, the interfaces above are what is used here.
const { Kusto, System } = globalThis as unknown as {
  readonly Kusto: { readonly Language: KustoLanguage };
  readonly System: { readonly Enum: { toString(type: object, value: number): string } };
};
const { KustoCode, GlobalState, Symbols, Syntax } = Kusto.Language;

const tables = tableNames.map((name) => Symbols.TableSymbol.From(schemaOf(name)).WithName(name));
const workspace = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1('workspace', tables));

export function analyse(text: string): Analysis {
  const code = KustoCode.ParseAndAnalyze(text, workspace);
  const diagnostics = itemsOf(code.GetDiagnostics()).map(({ Code, Message, Start }) => ({
    line: text.slice(0, Start).split('\n').length,
    code: Code,
    message: Message,
  }));
  return { tree: nodeOf(code.Syntax, text), diagnostics, columns: columnsOf(code.ResultType) };
}

const itemsOf = <T,>(list: List<T>): T[] => Array.from({ length: list.Count }, (_, index) => list.getItem(index));

function columnsOf(type: TypeSymbol | null): readonly Column[] {
  const columns = type?.Columns;
  return columns === undefined ? [] : itemsOf(columns).map(({ Name, Type }) => ({ name: Name, type: Type.Name }));
}

function nodeOf(syntax: SyntaxNode, query: string): Node {
  return {
    kind: System.Enum.toString(Syntax.SyntaxKind, syntax.Kind),
    type: syntax.ResultType?.Name ?? '',
    text: query.slice(syntax.TextStart, syntax.End),
    children: childrenOf(syntax).map((child) => nodeOf(child, query)),
  };
}

/** Lists hold their elements with the comma behind each: here they hold the elements. */
function childrenOf(syntax: SyntaxNode): readonly SyntaxNode[] {
  const children = Array.from({ length: syntax.ChildCount }, (_, index) => syntax.GetChild(index));
  const parts = children.filter((child): child is SyntaxNode => child !== null && !child.IsToken);
  return parts.flatMap((part) => (isElement(part) ? childrenOf(part) : [part]));
}

const isElement = ({ Kind }: SyntaxNode) => System.Enum.toString(Syntax.SyntaxKind, Kind) === 'SeparatedElement';
