import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { ParseError } from 'jsonc-parser';
import { parse, printParseErrorCode } from 'jsonc-parser';
import type { z } from 'zod';
import { HostError, problemOf } from '../errors';

/**
 * Reads a JSON file with comments and trailing commas, as the real host does; undefined if there is no such file.
 * Throws a HostError that names the file and the place of the first mistake.
 */
export function readJsonFile(file: string): unknown {
  if (!existsSync(file)) return undefined;
  const text = readText(file);
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first) throw brokenFile(file, text, first);
  return value;
}

/** Parses what a file held with a schema; the sentence names the first field that does not fit. */
export function parseSettings<Output>(schema: z.ZodType<Output>, value: unknown, file: string): Output {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw new HostError('app.settingInvalid', { file, path: path || 'root', problem: issue?.message ?? 'invalid' });
}

function readText(file: string): string {
  try {
    // Editors on Windows like to write a byte order mark, which is not JSON.
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new HostError('app.fileUnreadable', { file, problem: problemOf(error) }, error);
  }
}

function brokenFile(file: string, text: string, error: ParseError): HostError {
  const before = text.slice(0, error.offset).split('\n');
  const problem = printParseErrorCode(error.error)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  const column = (before.at(-1)?.length ?? 0) + 1;
  return new HostError('app.fileBroken', { file: basename(file), problem, line: before.length, column });
}
