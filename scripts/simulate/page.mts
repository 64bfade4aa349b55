/** The tables of docs/scale.md. */
import type { ProcessCost } from './contract.mts';
import type { Saturation } from './saturation.mts';

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

const cell = (value: number) => number.format(value);

export function costTable(costs: readonly ProcessCost[]): string {
  const header = [
    'Process',
    'Actions',
    'Activities',
    'Entity operations',
    'Turns',
    'History events',
    'Storage transactions',
    'SQL calls',
  ];
  const rows = costs.map((cost) => {
    const { process, actions, activities, entityOperations, turns, historyEvents } = cost;
    const counted = [
      actions,
      activities,
      entityOperations,
      turns,
      historyEvents,
      storageTransactions(cost),
      sqlCalls(cost),
    ];
    return [process, ...counted.map(cell)];
  });
  return table(header, rows);
}

/** A message is put, got and deleted; a turn and an operation of an entity read a history, append to it, tell the status. */
function storageTransactions({ actions, turns, entityOperations }: ProcessCost): number {
  return 3 * actions + 3 * (turns + entityOperations);
}

/** A work item is locked by one call of a stored procedure and completed by another. */
function sqlCalls({ turns, activities, entityOperations }: ProcessCost): number {
  return 2 * (turns + activities + entityOperations);
}

/** One line for each backend; what is offered is told as a share of the ceiling. */
export function saturationTable(saturations: readonly Saturation[]): string {
  const header = [
    'Backend',
    'Workers',
    'Ceiling, instances a second',
    'A day',
    ...['50 %', '90 %', '110 %', '150 %'].map((share) => `Wait p99 at ${share}, ms`),
    'Done at 150 %',
  ];
  const rows = saturations.map(({ backend, workers, ceilingPerSecond, outcomes }) => {
    const at = (share: number) => outcomes.find((outcome) => outcome.share === share);
    const waits = [0.5, 0.9, 1.1, 1.5].map((share) => cell(at(share)?.waitMs.p99 ?? 0));
    const done = cell(at(1.5)?.donePerSecond ?? 0);
    return [backend.title, String(workers), cell(ceilingPerSecond), cell(ceilingPerSecond * 86_400), ...waits, done];
  });
  return table(header, rows);
}

/** As Prettier writes it, so that the page needs no second pass. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, 3, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(header), line(rule), ...rows.map(line)].join('\n');
}

/** Each part stands between its two marks. */
export function withParts(page: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((text, [name, part]) => {
    const pattern = new RegExp(`(<!-- ${name}:begin -->).*?(<!-- ${name}:end -->)`, 's');
    if (!pattern.test(text)) throw new Error(`The page has no place for ${name}.`);
    return text.replace(pattern, (_, begin: string, end: string) => `${begin}\n\n${part}\n\n${end}`);
  }, page);
}
