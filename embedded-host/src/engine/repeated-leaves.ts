/**
 * When an orchestrator throws, its actions arrive as text: a task that was yielded twice stands there as two equal
 * leaves, where a live answer has one object. This finds the leaves that are really new.
 */
import type { Action } from './actions';
import { distinctLeaves } from './actions';
import type { TrackedLeaf } from './instance-state';
import { trackedLeaf } from './schedule';
import type { Turn } from './turn';

/** Leaves of the actions that were added in this turn, without those that repeat a leaf that is still open. */
export function newLeavesOfFailure(turn: Turn, actions: readonly Action[]): Action[] {
  const repeatable = [...turn.state.open.values()].map((task) => turn.state.leaves[task.leaf]);
  return distinctLeaves(actions.slice(turn.actionCount)).filter((action) => {
    const leaf = trackedLeaf(action, turn.at);
    const at = repeatable.findIndex((open) => open !== undefined && isEqual(open, leaf));
    if (at >= 0) repeatable.splice(at, 1);
    return at < 0;
  });
}

function isEqual(open: TrackedLeaf, leaf: TrackedLeaf): boolean {
  return open.kind === leaf.kind && open.name === leaf.name && open.input === leaf.input && open.fireAt === leaf.fireAt;
}
