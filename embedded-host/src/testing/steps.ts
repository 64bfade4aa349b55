import { z } from 'zod';
import { EventType, type EventSent, type HistoryEvent } from '../engine/history';

const EntityRequest = z.object({ op: z.string().optional() });

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

/** What an unfinished instance is known to wait for. Events leave no trace in a history until they arrive. */
export function waitsOf(history: readonly HistoryEvent[], dueAt: number | null): string {
  const waits = history.flatMap((event) => {
    switch (event.EventType) {
      case EventType.TaskScheduled:
        return isAnswered(event.EventId, history) ? [] : [`activity ${event.Name}`];
      case EventType.SubOrchestrationInstanceCreated:
        return isAnswered(event.EventId, history) ? [] : [`sub-orchestration ${event.Name} ("${event.InstanceId}")`];
      default:
        return [];
    }
  });
  if (dueAt !== null) waits.push(`a timer due at ${new Date(dueAt).toISOString()}`);
  return [...waits, 'an external event'].join(', or ');
}

function isAnswered(taskId: number, history: readonly HistoryEvent[]): boolean {
  return history.some((event) => 'TaskScheduledId' in event && event.TaskScheduledId === taskId);
}
