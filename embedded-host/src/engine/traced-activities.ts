/** Executes activities, each in a span of its own below the one that has scheduled it, and tells how it went. */
import type { Clock } from '../clock/clock';
import { activityFailure } from './failures';
import type { ActivityReply, ActivityRequest, FunctionRunner } from './runner';
import { newSpanId } from './trace-context';
import type { Tracing } from './tracing';

type Activities = Pick<FunctionRunner, 'runActivity'>;

export function tracedActivities(activities: Activities, clock: Clock, { tell }: Tracing): Activities {
  const run = async (request: ActivityRequest): Promise<ActivityReply> => {
    const { name, instanceId, taskId, span: parent } = request;
    if (!parent) return activities.runActivity(request);
    const place = { ...parent, spanId: newSpanId(), parentSpanId: parent.spanId };
    const from = clock.now();
    const { invocation, ...reply } = await activities.runActivity({ ...request, span: place });
    const about = { name, instanceId, taskId, problem: problemOf(name, reply), invocation };
    tell?.({ type: 'activityExecuted', place, from, to: clock.now(), ...about });
    return reply;
  };
  return { runActivity: run };
}

function problemOf(name: string, reply: ActivityReply): string | null {
  return reply.type === 'completed' ? null : activityFailure(name, reply.message, reply.stack).reason;
}
