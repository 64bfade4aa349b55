/** The mailbox of an instance: deliveries in order of arrival, and which of them a turn takes. */
import type { StoredMessage } from '../store/store';
import { isStarted } from './instance-state';
import { admit } from './intake';
import type { Delivery } from './mailbox';
import type { OrchestratorMessage } from './messages';
import { messageOf } from './outbox';
import type { Turn } from './turn';

export type InstanceDelivery = Delivery<OrchestratorMessage>;

export class InstanceMailbox {
  #deliveries: InstanceDelivery[] = [];

  get isEmpty(): boolean {
    return this.#deliveries.length === 0;
  }

  get messages(): readonly OrchestratorMessage[] {
    return this.#deliveries.map(({ message }) => message);
  }

  add(delivery: InstanceDelivery): void {
    this.#deliveries.push(delivery);
  }

  addStored(stored: StoredMessage): void {
    this.add(storedDelivery(stored));
  }

  /** Puts messages before everything that waits. */
  addStoredFirst(stored: readonly StoredMessage[]): void {
    this.#deliveries = [...stored.map(storedDelivery), ...this.#deliveries];
  }

  hasAnswerTo(taskId: number): boolean {
    return this.#deliveries.some(({ message }) => 'taskId' in message && message.taskId === taskId);
  }

  /** True when every message waits in the durable inbox, too. */
  isDurable(): boolean {
    return this.#deliveries.every(({ storedId }) => storedId !== undefined);
  }

  /** Lets a turn take what it can, in order; returns what it took or dropped, the rest stays. */
  admitTo(turn: Turn): InstanceDelivery[] {
    const waiting = this.#inOrder(turn);
    const consumed: InstanceDelivery[] = [];
    const held: InstanceDelivery[] = [];
    for (const [index, delivery] of waiting.entries()) {
      const admission = admit(turn, delivery.message);
      if (admission === 'deferred') {
        this.#deliveries = [...held, ...waiting.slice(index)];
        return consumed;
      }
      (admission === 'held' ? held : consumed).push(delivery);
    }
    // Nothing but an unstarted execution leaves messages out of the order.
    this.#deliveries = waiting.length === 0 ? this.#deliveries : held;
    return consumed;
  }

  /** Empties the mailbox. */
  takeAll(): InstanceDelivery[] {
    return this.#deliveries.splice(0);
  }

  /** Takes out what is in memory only. */
  takeVolatile(): InstanceDelivery[] {
    const volatile = this.#deliveries.filter(({ storedId }) => storedId === undefined);
    this.#deliveries = this.#deliveries.filter(({ storedId }) => storedId !== undefined);
    return volatile;
  }

  /** Until an execution has begun, its start comes first, whatever arrived before it; without it nothing is taken. */
  #inOrder({ state }: Turn): readonly InstanceDelivery[] {
    if (isStarted(state)) return this.#deliveries;
    const start = this.#deliveries.find(({ message }) => message.type === 'start');
    return start ? [start, ...this.#deliveries.filter((each) => each !== start)] : [];
  }
}

function storedDelivery(stored: StoredMessage): InstanceDelivery {
  // Only orchestrator messages are ever sent to the key of an instance.
  return { message: messageOf(stored) as OrchestratorMessage, storedId: stored.id };
}
