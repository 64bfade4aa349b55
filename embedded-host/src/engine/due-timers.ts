/** Which timers of an instance are due, and when the next one is; timers whose answer is on its way do not count. */
import type { InstanceMailbox } from './instance-mailbox';
import type { InstanceState, OpenTask } from './instance-state';

interface Timer extends OpenTask {
  readonly fireAt: number;
}

export function dueTimers(state: InstanceState, mailbox: InstanceMailbox, now: number): Timer[] {
  return waitingTimers(state, mailbox).filter(({ fireAt }) => fireAt <= now);
}

export function nextDue(state: InstanceState, mailbox: InstanceMailbox): number | null {
  return waitingTimers(state, mailbox).reduce<number | null>(
    (next, { fireAt }) => (next === null ? fireAt : Math.min(next, fireAt)),
    null,
  );
}

function waitingTimers(state: InstanceState, mailbox: InstanceMailbox): Timer[] {
  return [...state.open.values()].filter(
    (task): task is Timer => task.fireAt !== undefined && !mailbox.hasAnswerTo(task.id),
  );
}
