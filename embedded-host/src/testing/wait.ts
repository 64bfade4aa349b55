/** Waiting for what an instance comes to. */
import type { InstanceStatus } from '../http/management/contract';
import type { WaitCondition } from './options';
import type { Snapshot } from './protocol';
import type { RemoteHost } from './remote-host';
import { millisecondsOf } from './time';

const SKIP_AT_MOST = { days: 365 };

/** Looks at the instance after each of its turns, so that nothing is missed, however short it lasts. */
export async function waitFor(
  remote: RemoteHost,
  instanceId: string,
  condition: WaitCondition,
): Promise<InstanceStatus> {
  const reached = Promise.withResolvers<InstanceStatus>();
  const search = new AbortController();
  let steps: readonly string[] = [];
  const watch = remote.watch((snapshot) => {
    ({ steps } = snapshot);
    try {
      if (!fulfils(snapshot, condition)) return;
      reached.resolve(snapshot.status);
    } catch (error) {
      reached.reject(error);
    }
    search.abort();
  });
  try {
    const standing = lookUntilNothingRuns(remote, { instanceId, watch, condition, isOver: search.signal });
    return await Promise.race([reached.promise, standing.then((text) => refuse(text, condition, steps))]);
  } finally {
    remote.unwatch(watch);
  }
}

interface Search {
  readonly instanceId: string;
  readonly watch: number;
  readonly condition: WaitCondition;
  readonly isOver: AbortSignal;
}

/** Gives how it stands in the end. What was seen arrives before the answer that tells that nothing runs. */
async function lookUntilNothingRuns(remote: RemoteHost, search: Search): Promise<string> {
  const { instanceId, watch, isOver } = search;
  const skipUntil = await limitOf(remote, search.condition);
  let observed = await remote.call('observe', { watch, instanceId });
  if (skipUntil === undefined) return observed.standing;
  do {
    if (isOver.aborted || observed.isFinished) break;
    observed = await remote.call('observe', { watch, instanceId, skipUntil });
  } while (observed.hasSkipped);
  return observed.standing;
}

async function limitOf(remote: RemoteHost, { skipTime = false }: WaitCondition): Promise<number | undefined> {
  if (skipTime === false) return undefined;
  return (await remote.call('now')) + millisecondsOf(skipTime === true ? SKIP_AT_MOST : skipTime);
}

function refuse(standing: string, { status, step, customStatus }: WaitCondition, steps: readonly string[]): never {
  const wanted = [
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(step === undefined ? [] : [`step ${step}`]),
    ...(customStatus === undefined ? [] : [`customStatus ${textOf(customStatus)}`]),
  ];
  const sofar = steps.length === 0 ? 'It has taken no step.' : `Its steps: ${steps.join(', ')}.`;
  throw new Error(`It never came to ${wanted.join(' with ')}: ${standing} ${sofar}`);
}

function textOf(customStatus: unknown): string {
  return isTest(customStatus) ? 'that the test looks for' : JSON.stringify(customStatus);
}

function fulfils({ status, steps }: Snapshot, condition: WaitCondition): boolean {
  if (condition.status !== undefined && status.runtimeStatus !== condition.status) return false;
  if (condition.step !== undefined && !steps.includes(condition.step)) return false;
  const { customStatus } = condition;
  if (isTest(customStatus)) return Boolean(customStatus(status.customStatus));
  return customStatus === undefined || contains(status.customStatus, customStatus);
}

function isTest(customStatus: unknown): customStatus is (status: unknown) => unknown {
  return typeof customStatus === 'function';
}

/** Objects may have further fields; everything else has to be equal. */
function contains(value: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return Object.is(value, part);
  if (typeof value !== 'object' || value === null || Array.isArray(part) !== Array.isArray(value)) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const wanted = Object.entries(part);
  if (Array.isArray(part) && wanted.length !== fields.size) return false;
  return wanted.every(([name, each]) => contains(fields.get(name), each));
}
