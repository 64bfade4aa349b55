/** What a workbook is here: readable, and enough for the portal's JSON as well as for a picture. */
export const parameterNames = ['TimeRange', 'Grain', 'Process', 'Instance'] as const;
export type ParameterName = (typeof parameterNames)[number];

export type Visual =
  | { readonly as: 'table' }
  /** One number with a name each. */
  | { readonly as: 'tiles'; readonly name: string; readonly value: string }
  /** Over time: a line for each value, or for each of the names in a column. */
  | { readonly as: 'lines'; readonly values: readonly [string, ...string[]]; readonly by?: string }
  /** A bar for each name, in parts when something divides it. */
  | { readonly as: 'bars'; readonly name: string; readonly value: string; readonly by?: string }
  /** Spans below one another, where they began and how long they took. */
  | { readonly as: 'waterfall' };

export interface Panel {
  /** A file of the workbook's folder in infra/kql. */
  readonly query: string;
  readonly title: string;
  readonly visual: Visual;
  /** In percent of the page. */
  readonly width: 50 | 100;
}

export interface Workbook {
  /** Its folder in infra/kql, and its file in infra/workbooks. */
  readonly name: string;
  readonly title: string;
  /** For whom it is, and how to read it. */
  readonly about: string;
  readonly parameters: readonly ParameterName[];
  readonly panels: readonly Panel[];
}

/** The column of time in every query over time. */
export const TIME = 'at';

export const queryPathOf = ({ name }: Workbook, { query }: Panel): string => `${name}/${query}.kql`;

/** The list of processes to choose from. */
export const PROCESSES_QUERY = 'parameters/processes.kql';
