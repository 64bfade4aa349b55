/** How it stands with an instance, in words for whoever waits for it in vain. */
import { ActionType } from '../engine/actions';
import { EventType } from '../engine/history';
import { emptyState, evolve, type InstanceState, type OpenTask, type TurnRecord } from '../engine/instance-state';
import { parsed } from '../http/management/instance-view';
import type { InstanceRow } from '../store/store';

/** The output; throws how it stands with an instance that has none. */
export function resultOf(row: InstanceRow, turns: readonly TurnRecord[]): unknown {
  if (row.status === 'Completed') return parsed(row.output);
  throw new Error(standingOf(row, turns));
}

export function standingOf(row: InstanceRow, turns: readonly TurnRecord[]): string {
  return `${row.name} ("${row.id}") ${standing(row, turns)}`;
}

function standing({ status, output }: InstanceRow, turns: readonly TurnRecord[]): string {
  const reason = parsed(output);
  switch (status) {
    case 'Completed':
      return 'has completed.';
    case 'Failed':
    case 'Terminated':
      return `has ${status.toLowerCase()}: ${typeof reason === 'string' ? reason : (output ?? 'no reason given')}`;
    default:
      return `is still ${status}, nothing runs, and it waits for ${waitsOf(turns)}`;
  }
}

/** Whatever is open, and what the test can do about it. An event that lost a race counts until it arrives. */
function waitsOf(turns: readonly TurnRecord[]): string {
  const state = emptyState();
  for (const turn of turns) evolve(state, turn);
  const tasks = [...state.open.values()];
  const events = awaitedEvents(state).map((name) => `the event "${name}"`);
  const waits = [...tasks.map((task) => waitOf(state, task)), ...events];
  if (waits.length === 0) return 'nothing that its history tells.';
  const advice = [
    ...(events.length > 0 ? ['raise the event'] : []),
    ...(tasks.some(({ type }) => type === 'timer') ? ['skip time'] : []),
  ];
  return `${waits.join(', or ')}${advice.length > 0 ? `: ${advice.join(' or ')}.` : '.'}`;
}

function waitOf(
  state: InstanceState,
  { type, leaf, instanceId = '', fireAt = 0, attempt, forRetry }: OpenTask,
): string {
  const name = state.leaves[leaf]?.name ?? '';
  const due = new Date(fireAt).toISOString();
  switch (type) {
    case 'activity':
      return `activity ${name}`;
    case 'subOrchestration':
      return `sub-orchestration ${name} ("${instanceId}")`;
    case 'entityCall':
      return name === '' ? 'the lock of a critical section' : `entity ${name.replace(':', '.')}`;
    case 'timer':
      return forRetry === true ? `attempt ${attempt + 1} of ${name} at ${due}` : `a timer due at ${due}`;
  }
}

/** Each event once for every wait that has not got one. */
function awaitedEvents({ leaves, history }: InstanceState): string[] {
  const raised = history.flatMap((event) => (event.EventType === EventType.EventRaised ? [event.Name] : []));
  return leaves.flatMap(({ kind, name }) => {
    if (kind !== ActionType.WaitForExternalEvent) return [];
    const arrived = raised.indexOf(name);
    if (arrived < 0) return [name];
    raised.splice(arrived, 1);
    return [];
  });
}
