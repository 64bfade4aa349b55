/**
 * How many instances are stuck: they run, wait for nothing that they tell of, and have not moved for long.
 *
 * S1 who waits for a person, an event, a time that is yet to come, or a sub-process that is under way, is not stuck.
 */
import { OrchestrationRuntimeStatus as Status } from 'durable-functions';
import { Progress, type StepProgress } from '../orchestration/contract';
import { childInstanceId } from '../shared/child-instance';
import { CreatedWindows } from '../shared/created-windows';
import { isFinalStatus, isUnknownInstance } from '../shared/instance-status';
import { millisOf } from '../shared/instant';
import { stepNameOf } from '../shared/step-name';
import { attribute } from '../telemetry/contract';
import { sample } from '../telemetry/metrics';
import type { Instance, Look } from './look';

interface LookAtStuck extends Look {
  readonly stuckAgeMs: number;
}

export async function sampleStuck(look: LookAtStuck): Promise<void> {
  const stuck = new Map(look.processes.map((process) => [process, 0]));
  for await (const instance of runningSince(look)) {
    const before = stuck.get(instance.name);
    if (before !== undefined && (await isStuck(instance, look))) stuck.set(instance.name, before + 1);
  }
  for (const [process, count] of stuck) sample('business_process.stuck', count, { [attribute.process]: process });
}

/** What is younger cannot have stood still for that long. */
async function* runningSince({ client, now, stuckAgeMs }: LookAtStuck): AsyncGenerator<Instance> {
  const latest = now - stuckAgeMs;
  const windows = new CreatedWindows({ from: 0, before: latest, now, maxWidthMs: Number.POSITIVE_INFINITY });
  for (let window = windows.next(); window !== undefined; window = windows.next()) {
    const end = new Date((window.before ?? latest) - 1);
    const filter = { createdTimeFrom: new Date(window.from), createdTimeTo: end, runtimeStatus: [Status.Running] };
    const running = await client.getStatusBy(filter);
    windows.held(running.length);
    yield* running;
  }
}

async function isStuck(instance: Instance, { client, processes, now, stuckAgeMs }: LookAtStuck): Promise<boolean> {
  const overdue = now - stuckAgeMs;
  if (new Date(instance.lastUpdatedTime).getTime() > overdue) return false;
  const steps = Progress.safeParse(instance.customStatus).data?.steps ?? [];
  if (steps.some((step) => tellsOfWait(step, overdue))) return false;
  for (const child of childrenOf(instance, steps, processes)) {
    if (await isUnderWay(client, child)) return false;
  }
  return true;
}

function tellsOfWait({ state, until }: StepProgress, overdue: number): boolean {
  if (until === undefined) return state === 'waiting';
  return (state === 'waiting' || state === 'running') && millisOf(until) > overdue;
}

/** A step that runs a sub-process is called by its name and key. */
function childrenOf(
  { instanceId }: Instance,
  steps: readonly StepProgress[],
  processes: readonly string[],
): readonly string[] {
  const running = steps.filter(({ state }) => state === 'running').map(({ step }) => stepNameOf(step));
  return running.flatMap(({ step, key = '' }) =>
    processes.includes(step) ? [childInstanceId(instanceId, step, key)] : [],
  );
}

async function isUnderWay(client: Look['client'], id: string): Promise<boolean> {
  try {
    return !isFinalStatus((await client.getStatus(id)).runtimeStatus);
  } catch (error) {
    if (isUnknownInstance(error)) return false;
    throw error;
  }
}
