import { z } from 'zod';
import { EventType, type EventSent, type HistoryEvent } from '../engine/history';

const EntityRequest = z.object({ op: z.string().nullish() });

/**
 * What an orchestrator has set off, in order: the names of activities and sub-orchestrations (each attempt of a retry is
 * one), and operations on entities as `@name@key.operation`; a lock is the operation `lock`.
 */
export function stepsOf(history: readonly HistoryEvent[]): string[] {
  return history.flatMap((event) => {
    switch (event.EventType) {
      case EventType.TaskScheduled:
      case EventType.SubOrchestrationInstanceCreated:
        return [event.Name];
      case EventType.EventSent:
        return event.Name === 'release' ? [] : [entityStep(event)];
      default:
        return [];
    }
  });
}

function entityStep({ InstanceId, Input }: EventSent): string {
  return `${InstanceId}.${EntityRequest.parse(JSON.parse(Input)).op ?? 'lock'}`;
}
