/** A history as status queries show it: completed tasks in one row each, without the bookkeeping of the engine. */
import type {
  HistoryEvent,
  SubOrchestrationInstanceCompleted,
  SubOrchestrationInstanceCreated,
  SubOrchestrationInstanceFailed,
  TaskCompleted,
  TaskFailed,
  TaskScheduled,
} from '../../engine/history';
import { EventType } from '../../engine/history';
import { type HistoryRow, RuntimeStatus } from './contract';
import { parsed } from './instance-view';

export interface HistoryOptions {
  /** `showHistoryOutput`: results are shown. */
  readonly showOutput: boolean;
  readonly showInput: boolean;
  /** Inputs of tasks are part of the history only if host.json says so. */
  readonly storeInputs: boolean;
}

type Scheduled = TaskScheduled | SubOrchestrationInstanceCreated;
type Ended = TaskCompleted | TaskFailed | SubOrchestrationInstanceCompleted | SubOrchestrationInstanceFailed;

const nameOfType = new Map<number, string>(Object.entries(EventType).map(([name, number]) => [number, name]));

const everywhereHidden = ['EventType', 'EventId', 'IsPlayed', 'Timestamp'];

/** By number: the order of the API's statuses is the framework's. */
const orchestrationStatusNames: readonly string[] = RuntimeStatus.options;

export function historyView(history: readonly HistoryEvent[], options: HistoryOptions): HistoryRow[] {
  const scheduled = new Map(history.filter(isScheduled).map((event) => [event.EventId, event]));
  const ended = new Set(history.filter(isEnded).map((event) => event.TaskScheduledId));
  return history.flatMap((event) => {
    if (event.EventType === EventType.OrchestratorStarted || event.EventType === EventType.OrchestratorCompleted)
      return [];
    if (isScheduled(event) && ended.has(event.EventId)) return [];
    return [row(event, scheduled, options)];
  });
}

function row(event: HistoryEvent, scheduled: ReadonlyMap<number, Scheduled>, options: HistoryOptions): HistoryRow {
  const ending = isEnded(event) ? endingFields(scheduled.get(event.TaskScheduledId), options) : {};
  const name = event.EventType === EventType.ExecutionStarted ? { FunctionName: event.Name } : {};
  return {
    EventType: nameOfType.get(event.EventType) ?? String(event.EventType),
    ...fieldsOf(event, options),
    Timestamp: event.Timestamp.toISOString(),
    ...ending,
    ...name,
  };
}

/** What is particular to an event, in its own order. */
function fieldsOf(event: HistoryEvent, options: HistoryOptions): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...event };
  for (const hidden of [...everywhereHidden, ...hiddenFields(event)]) Reflect.deleteProperty(fields, hidden);
  if (!options.showInput) Reflect.deleteProperty(fields, 'Input');
  else if (isScheduled(event) && !options.storeInputs) fields['Input'] = null;
  if (event.EventType === EventType.ExecutionCompleted) {
    fields['OrchestrationStatus'] = orchestrationStatusNames[event.OrchestrationStatus];
  }
  if (!options.showOutput) Reflect.deleteProperty(fields, 'Result');
  else if ('Result' in event) fields['Result'] = parsed(event.Result);
  return fields;
}

function hiddenFields(event: HistoryEvent): readonly string[] {
  switch (event.EventType) {
    case EventType.ExecutionStarted:
      return ['Name', 'Version', 'Tags', 'OrchestrationInstance', 'ParentInstance'];
    case EventType.TaskScheduled:
    case EventType.SubOrchestrationInstanceCreated:
      return ['Version'];
    case EventType.TaskCompleted:
    case EventType.TaskFailed:
    case EventType.SubOrchestrationInstanceCompleted:
    case EventType.SubOrchestrationInstanceFailed:
      return ['TaskScheduledId'];
    case EventType.TimerFired:
      return ['TimerId'];
    default:
      return [];
  }
}

function endingFields(scheduled: Scheduled | undefined, options: HistoryOptions): Record<string, unknown> {
  if (!scheduled) return {};
  const input = options.showInput ? { Input: options.storeInputs ? scheduled.Input : null } : {};
  return {
    // The offset is written out here and only here, as on the real host.
    ScheduledTime: scheduled.Timestamp.toISOString().replace('Z', '+00:00'),
    FunctionName: scheduled.Name,
    ...input,
  };
}

function isScheduled(event: HistoryEvent): event is Scheduled {
  return event.EventType === EventType.TaskScheduled || event.EventType === EventType.SubOrchestrationInstanceCreated;
}

function isEnded(event: HistoryEvent): event is Ended {
  return 'TaskScheduledId' in event;
}
