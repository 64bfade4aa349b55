/** The row of an instance: made at its start, changed by its turns. */
import type { InstanceRow, RuntimeStatus } from '../store/store';
import type { TurnEnd } from './conclude';
import type { ParentInstance } from './history';
import type { InstanceState } from './instance-state';
import { earliestTimer, hasOpenActivities } from './instance-state';
import type { StartMessage } from './messages';

const FINISHED: ReadonlySet<RuntimeStatus> = new Set(['Completed', 'Failed', 'Terminated']);

export const finishedStatuses: readonly RuntimeStatus[] = [...FINISHED];

export function isFinished(row: InstanceRow): boolean {
  return FINISHED.has(row.status);
}

export function newRow(key: number, id: string, start: StartMessage): InstanceRow {
  return {
    key,
    id,
    name: start.name,
    version: start.version,
    executionId: start.executionId,
    status: 'Pending',
    createdAt: start.at,
    updatedAt: start.at,
    input: start.input,
    output: null,
    customStatus: null,
    parent: start.parent === null ? null : JSON.stringify(start.parent),
    dueAt: null,
    hasOpenActivities: false,
    ...(start.trace && { trace: JSON.stringify(start.trace) }),
  };
}

export function parentOf(row: InstanceRow): ParentInstance | null {
  // Written by `newRow` only.
  return row.parent === null ? null : (JSON.parse(row.parent) as ParentInstance);
}

export interface RowChange {
  readonly at: number;
  readonly end: TurnEnd;
  /** The state after the turn. */
  readonly state: InstanceState;
  readonly customStatus: string | null;
  /** Reason of a suspension that began in this turn: shown as output while it lasts. */
  readonly suspendReason?: string | null;
}

export function rowAfter(row: InstanceRow, change: RowChange): InstanceRow {
  const { status, output } = outcome(row, change);
  const isOver = FINISHED.has(status);
  return {
    ...row,
    status,
    output,
    updatedAt: change.at,
    customStatus: change.customStatus,
    dueAt: isOver ? null : earliestTimer(change.state),
    hasOpenActivities: !isOver && hasOpenActivities(change.state),
  };
}

function outcome(row: InstanceRow, change: RowChange): Pick<InstanceRow, 'status' | 'output'> {
  const { end } = change;
  switch (end.type) {
    case 'completed':
      return { status: 'Completed', output: end.output };
    case 'failed':
      return { status: 'Failed', output: JSON.stringify(end.text) };
    case 'terminated':
      return { status: 'Terminated', output: jsonText(end.reason) };
    case 'continuedAsNew':
    case 'none':
      return unfinished(row, change);
  }
}

function unfinished(row: InstanceRow, change: RowChange): Pick<InstanceRow, 'status' | 'output'> {
  if (!change.state.suspended) return { status: 'Running', output: null };
  const output = change.suspendReason === undefined ? row.output : jsonText(change.suspendReason);
  return { status: 'Suspended', output };
}

function jsonText(text: string | null): string | null {
  return text === null ? null : JSON.stringify(text);
}
