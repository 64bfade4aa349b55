import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import { AppError } from '../../shared/errors';
import { implementActivity } from '../../shared/implement-activity';
import { isFinalStatus, isUnknownInstance } from '../../shared/instance-status';
import { endInstances, forgetInstances } from './contract';

/** What is asked of the durable client. */
export interface InstanceClient {
  getStatus(instanceId: string): Promise<{ readonly runtimeStatus: string }>;
  raiseEvent(instanceId: string, name: string, data: unknown): Promise<void>;
  purgeInstanceHistory(instanceId: string): Promise<unknown>;
}

export function endInstancesBy(client: InstanceClient): ActivityImplementation {
  return implementActivity(endInstances, async ({ instanceIds, events }) => {
    for (const instanceId of instanceIds) await requestEnd(client, instanceId, events);
    const running = await stillRunning(client, instanceIds);
    if (running.length > 0) {
      throw new AppError('instances.stillRunning', {
        detail: `${String(running.length)} instances have not ended yet`,
      });
    }
    return { outcome: 'ended' };
  });
}

export function forgetInstancesBy(client: InstanceClient): ActivityImplementation {
  return implementActivity(forgetInstances, async ({ instanceIds }) => {
    for (const instanceId of instanceIds) await client.purgeInstanceHistory(instanceId);
    return { outcome: 'forgotten' };
  });
}

async function requestEnd(
  client: InstanceClient,
  instanceId: string,
  events: z.output<typeof endInstances.input>['events'],
): Promise<void> {
  if (await hasEnded(client, instanceId)) return;
  for (const { name, data } of events) await client.raiseEvent(instanceId, name, data);
}

async function stillRunning(client: InstanceClient, instanceIds: readonly string[]): Promise<readonly string[]> {
  const running: string[] = [];
  for (const instanceId of instanceIds) if (!(await hasEnded(client, instanceId))) running.push(instanceId);
  return running;
}

async function hasEnded(client: InstanceClient, instanceId: string): Promise<boolean> {
  try {
    return isFinalStatus((await client.getStatus(instanceId)).runtimeStatus);
  } catch (error) {
    if (isUnknownInstance(error)) return true;
    throw error;
  }
}
