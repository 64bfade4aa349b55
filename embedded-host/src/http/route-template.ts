/**
 * Route templates as the Functions host (ASP.NET Core) understands them: literals and parameters `{x}`, optional `{x?}`,
 * with default `{x=1}`, catch-all `{*x}`, with constraints `{x:int:min(1)}`, several per segment `{name}.{ext}`.
 *
 * Guarded by `embedded-host/test/http/route-template.test.ts`.
 */
import { parseConstraint } from './route-constraints';

export type RouteParameters = Readonly<Record<string, string>>;

/** Matches a decoded path without its leading slash; undefined if it does not fit. */
export type RouteMatcher = (path: string) => RouteParameters | undefined;

interface Parameter {
  readonly name: string;
  readonly catchAll: boolean;
  readonly optional: boolean;
  readonly defaultValue: string | undefined;
  readonly constraints: readonly ((value: string) => boolean)[];
}

/** Throws an Error with a sentence for a template that makes no sense. */
export function compileRoute(template: string): RouteMatcher {
  const parameters: Parameter[] = [];
  const segments = splitSegments(template.replace(/^\/+|\/+$/g, ''));
  const pattern = segments.map((segment, index) => segmentPattern(segment, index === 0, parameters)).join('');
  const expression = new RegExp(`^${pattern}/?$`, 'is');
  return (path) => {
    const match = expression.exec(path);
    return match ? parametersOf(parameters, match) : undefined;
  };
}

function parametersOf(parameters: readonly Parameter[], match: RegExpExecArray): RouteParameters | undefined {
  const values: Record<string, string> = {};
  for (const [index, parameter] of parameters.entries()) {
    const captured = match[index + 1];
    const value = captured === undefined || captured === '' ? parameter.defaultValue : captured;
    if (value === undefined) continue;
    if (!parameter.constraints.every((fits) => fits(value))) return undefined;
    values[parameter.name] = value;
  }
  return values;
}

/** Slashes inside braces (in a regex constraint) do not separate segments. */
function splitSegments(template: string): string[] {
  if (template === '') return [];
  const segments = [''];
  let depth = 0;
  for (const character of template) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === '/' && depth === 0) segments.push('');
    else segments.push((segments.pop() ?? '') + character);
  }
  if (depth !== 0) throw new Error(`its braces do not match`);
  return segments;
}

function segmentPattern(segment: string, isFirst: boolean, parameters: Parameter[]): string {
  const before = parameters.length;
  const body = segmentParts(segment)
    .map((part) => partPattern(part, parameters))
    .join('');
  const slash = isFirst ? '' : '/';
  const only =
    parameters.length === before + 1 && segment.startsWith('{') && segment.endsWith('}')
      ? parameters.at(-1)
      : undefined;
  const mayBeAbsent = only && (only.optional || only.catchAll || only.defaultValue !== undefined);
  return mayBeAbsent ? `(?:${slash}${body})?` : slash + body;
}

/** `{{` and `}}` stand for literal braces. */
function segmentParts(segment: string): string[] {
  return segment.match(/\{(?!\{)(?:\{\{|\}\}|[^{}]|\{\d[^}]*\})*\}|(?:\{\{|\}\}|[^{}])+/g) ?? [];
}

function partPattern(part: string, parameters: Parameter[]): string {
  if (!part.startsWith('{') || part.startsWith('{{')) {
    return part
      .replaceAll('{{', '{')
      .replaceAll('}}', '}')
      .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  }
  const parameter = parseParameter(part.slice(1, -1));
  parameters.push(parameter);
  return parameter.catchAll ? '(.*)' : '([^/]+?)';
}

function parseParameter(text: string): Parameter {
  const stars = /^\*{0,2}/.exec(text)?.[0].length ?? 0;
  const [, name = '', rest = ''] = /^([^:=?]+)(.*)$/s.exec(text.slice(stars)) ?? [];
  if (name === '') throw new Error(`the parameter {${text}} has no name`);
  const optional = rest.endsWith('?');
  const tail = optional ? rest.slice(0, -1) : rest;
  const { constraints, defaultValue } = splitTail(tail);
  return {
    name,
    catchAll: stars > 0,
    optional,
    defaultValue,
    constraints: constraints.map((constraint) => {
      const check = parseConstraint(constraint.replaceAll('{{', '{').replaceAll('}}', '}'));
      if (!check) throw new Error(`the constraint ${constraint} of {${name}} is unknown`);
      return check;
    }),
  };
}

/** `:int:min(1)=5` → constraints and default; colons and equals signs inside parentheses belong to the constraint. */
function splitTail(tail: string): { constraints: string[]; defaultValue: string | undefined } {
  const parts = tail.match(/[:=](?:[a-z]+\(.*?\)(?=[:=]|$)|[^:=(]*)/gis) ?? [];
  return {
    constraints: parts.filter((part) => part.startsWith(':')).map((part) => part.slice(1)),
    defaultValue: parts.find((part) => part.startsWith('='))?.slice(1),
  };
}

/** A path as routing sees it: decoded, except for an encoded slash, which must not become a separator. */
export function decodePath(path: string): string {
  return path
    .replace(/^\/+/, '')
    .split(/(%2f)/i)
    .map((part) => (/^%2f$/i.test(part) ? part : decodeLeniently(part)))
    .join('');
}

function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
