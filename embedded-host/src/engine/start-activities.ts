import type { EngineCore } from './core';
import type { InstanceState, OpenTask } from './instance-state';
import { taskPlaces } from './instance-trace';
import type { ActivityDone } from './messages';
import type { ActivityReply } from './runner';
import type { SpanPlace } from './tracing';

interface Asking {
  readonly id: string;
  readonly executionId: string;
  readonly state: InstanceState;
  /** Where the instance stands in its trace, while there is one. */
  readonly place: SpanPlace | undefined;
}

/** Has activities of an instance executed; each answer comes to it as a message. */
export function startActivities(core: EngineCore, asking: Asking, tasks: readonly OpenTask[]): void {
  const { place, executionId, state } = asking;
  const places = place && taskPlaces(place, executionId, state.history);
  for (const task of tasks) startActivity(core, asking, task, places?.(task.id));
}

function startActivity(core: EngineCore, asking: Asking, task: OpenTask, span: SpanPlace | undefined): void {
  const { id: instanceId, executionId, state } = asking;
  const leaf = state.leaves[task.leaf];
  if (leaf === undefined) throw new Error(`Task ${task.id.toString()} of instance '${instanceId}' has no leaf.`);
  const { runner, activities, directory, clock } = core;
  const name = runner.resolve('activity', leaf.name) ?? leaf.name;
  const input = task.input ?? leaf.input ?? null;
  const messageOf = (reply: ActivityReply): ActivityDone => {
    return { type: 'activityDone', executionId, taskId: task.id, reply, at: clock.now() };
  };
  activities.add({
    request: { name, instanceId, taskId: task.id, input, attempt: task.attempt, ...(span && { span }) },
    // Asked for anew: the actor may have been parked and forgotten while the activity ran.
    answer: (reply) => directory.instance(instanceId)?.accept({ message: messageOf(reply) }),
  });
}
