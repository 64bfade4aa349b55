/** The queries as files, `infra/kql/<workbook>/<query>.kql`; what is between braces is filled in by a workbook. */
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const queryFolder = resolve(import.meta.dirname, '../../infra/kql');

/** Paths below the folder, for example `capacity/backlog.kql`. */
export const queryPaths = (folder = queryFolder): readonly string[] => globSync('**/*.kql', { cwd: folder }).sort();

export const readQuery = (path: string, folder = queryFolder): string => readFileSync(join(folder, path), 'utf8');

export type ParameterValues = Readonly<Record<string, string>>;

/** As a workbook does it: `{Process}` becomes the value of its parameter. */
export function filledIn(query: string, values: ParameterValues): string {
  return query.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

export const placeholdersOf = (query: string): readonly string[] => [
  ...new Set([...query.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? [])),
];
