import { EventType, type HistoryEvent } from '../../src/engine/history';
import { historyFromJournal, stateFromJournal } from '../../src/engine/journal';
import type { Message } from '../../src/engine/messages';
import type { InstanceRow, Store, StoredMessage } from '../../src/store/store';

/** No program computes with it unless it took a duplicate. */
const WRONG = '999999';

/**
 * Puts into the inbox of each instance: for every task that has ended, an answer that came again and says something else;
 * and every answer that still waits or is still to come, twice. Returns how many.
 */
export async function answerAgain(store: Store): Promise<number> {
  let id = store.recover().lastMessageId;
  const send = store
    .instances({ limit: 1000 })
    .rows.flatMap((row) =>
      [...wrongAnswers(store, row), ...comingAnswers(store, row), ...waitingAnswers(store, row)].map(
        (body): StoredMessage => ({ id: ++id, to: row.key, visibleAt: 0, body }),
      ),
    );
  await store.commit([{ send }]);
  return send.length;
}

/** Every task that has been answered more than once in a history, with its instance: nothing, if all is well. */
export function answeredTwice(store: Store): string[] {
  return store.instances({ limit: 1000 }).rows.flatMap(({ key, id }) => {
    const answered = historyFromJournal(store.journal(key)).flatMap((event) => {
      if ('TaskScheduledId' in event) return [event.TaskScheduledId];
      return 'TimerId' in event ? [event.TimerId] : [];
    });
    return answered.filter((task, index) => answered.indexOf(task) !== index).map((task) => `${id} #${task}`);
  });
}

function wrongAnswers(store: Store, { key, executionId }: InstanceRow): string[] {
  const history = historyFromJournal(store.journal(key));
  return history.flatMap((event) => {
    const message = wrongAnswer(event, executionId);
    return message ? [JSON.stringify(message)] : [];
  });
}

function wrongAnswer(event: HistoryEvent, executionId: string): Message | undefined {
  const at = event.Timestamp.getTime();
  switch (event.EventType) {
    case EventType.TaskCompleted:
    case EventType.TaskFailed: {
      const reply = { type: 'completed', result: WRONG } as const;
      return { type: 'activityDone', executionId, taskId: event.TaskScheduledId, reply, at };
    }
    case EventType.SubOrchestrationInstanceCompleted:
    case EventType.SubOrchestrationInstanceFailed: {
      const result = { type: 'completed', result: WRONG } as const;
      return { type: 'subOrchestrationDone', executionId, taskId: event.TaskScheduledId, result, at };
    }
    case EventType.TimerFired:
      return { type: 'timerDone', executionId, taskId: event.TimerId, at };
    default:
      return undefined;
  }
}

/** Only `value` gives back what it was given, so only its answers are known before it has run. */
function comingAnswers(store: Store, { key, executionId, updatedAt: at }: InstanceRow): string[] {
  const { open, leaves } = stateFromJournal(store.journal(key));
  return [...open.values()].flatMap(({ id: taskId, leaf }) => {
    const { name, input } = leaves[leaf] ?? {};
    if (name !== 'value' || input === undefined) return [];
    const message: Message = {
      type: 'activityDone',
      executionId,
      taskId,
      reply: { type: 'completed', result: input },
      at,
    };
    return [JSON.stringify(message), JSON.stringify(message)];
  });
}

function waitingAnswers(store: Store, { key }: InstanceRow): string[] {
  return store
    .inbox(key)
    .map(({ body }) => body)
    .filter((body) => /"type":"(activityDone|subOrchestrationDone)"/.test(body));
}
