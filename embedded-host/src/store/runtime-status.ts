import type { RuntimeStatus } from './store';

/** Unfinished ones first: the durable store keeps the position of a status here, so entries are only ever appended. */
export const RUNTIME_STATUSES = [
  'Pending',
  'Running',
  'Suspended',
  'Completed',
  'Failed',
  'Terminated',
] as const satisfies readonly RuntimeStatus[];

const FINISHED: ReadonlySet<RuntimeStatus> = new Set<RuntimeStatus>(['Completed', 'Failed', 'Terminated']);

export function isFinished(status: RuntimeStatus): boolean {
  return FINISHED.has(status);
}
