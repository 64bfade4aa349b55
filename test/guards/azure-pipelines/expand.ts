/** A pipeline as Azure Pipelines sees it: each template in its place, with its parameters. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** Azure Pipelines knows no types of scalars: every one is a text. */
const readYaml = (path: string): unknown => parse(readFileSync(path, 'utf8'), { schema: 'failsafe' });

const Parameter = z.strictObject({
  name: z.string(),
  type: z.enum(['string', 'object']),
  values: z.array(z.string()).optional(),
  default: z.unknown().optional(),
});
type Parameter = z.infer<typeof Parameter>;
const Template = z.looseObject({ parameters: z.array(Parameter).default([]) });
const Include = z.strictObject({
  template: z.string(),
  parameters: z.record(z.string(), z.unknown()).default({}),
});
const Mapping = z.record(z.string(), z.unknown());

type Values = Readonly<Record<string, unknown>>;

/** Throws where a template is not there, or is given what it does not take. */
export function expandPipeline(path: string): unknown {
  return expand(readYaml(path), path, {});
}

/** Every file that the pipeline is made of. */
export function filesOf(path: string): readonly string[] {
  const files = new Set<string>();
  const follow = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    for (const [, template = ''] of readFileSync(file, 'utf8').matchAll(/^\s*- template: (\S+)$/gm)) {
      follow(join(dirname(file), template));
    }
  };
  follow(path);
  return [...files];
}

function expand(node: unknown, path: string, values: Values): unknown {
  if (typeof node === 'string') return substituted(node, path, values);
  if (Array.isArray(node)) return node.flatMap((item) => expandItem(item, path, values));
  const mapping = Mapping.safeParse(node);
  if (!mapping.success) return node;
  return Object.fromEntries(Object.entries(mapping.data).map(([name, each]) => [name, expand(each, path, values)]));
}

/** An include gives what the list of the same name in the template has. */
function expandItem(item: unknown, path: string, values: Values): unknown[] {
  const include = Include.safeParse(item);
  if (!include.success) return [expand(item, path, values)];
  const file = join(dirname(path), include.data.template);
  const { parameters, ...content } = Template.parse(readYaml(file));
  const given = Mapping.parse(expand(include.data.parameters, path, values));
  const [list, ...others] = Object.values(content);
  if (!Array.isArray(list) || others.length > 0) throw new Error(`${file} is not one list`);
  return z.array(z.unknown()).parse(expand(list, file, valuesOf(parameters, given, file)));
}

function valuesOf(parameters: readonly Parameter[], given: Values, file: string): Values {
  const unknown = Object.keys(given).filter((name) => !parameters.some((each) => each.name === name));
  if (unknown.length > 0) throw new Error(`${file} takes no ${unknown.join(', ')}`);
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, valueOf(parameter, given, file)]));
}

function valueOf({ name, values, default: usual }: Parameter, given: Values, file: string): unknown {
  const value = given[name] ?? usual;
  if (value === undefined) throw new Error(`${file} needs ${name}`);
  if (values !== undefined && !values.some((each) => each === value)) {
    throw new Error(`${file}: ${name} is ${JSON.stringify(value)}`);
  }
  return value;
}

/** A parameter alone keeps its form; within a text it is text. */
function substituted(text: string, path: string, values: Values): unknown {
  const lookedUp = (name: string) => {
    if (!(name in values)) throw new Error(`${path} has no parameter ${name}`);
    return values[name];
  };
  const alone = /^\$\{\{ parameters\.(\w+) \}\}$/.exec(text)?.[1];
  if (alone !== undefined) return lookedUp(alone);
  const result = text.replaceAll(/\$\{\{ parameters\.(\w+) \}\}/g, (_, name: string) => String(lookedUp(name)));
  if (result.includes('${{')) throw new Error(`${path}: this guard cannot read ${text}`);
  return result;
}
