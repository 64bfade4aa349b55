/** Ids that the engine hands out. */
import { randomUUID } from 'node:crypto';
import type { Recovery } from '../store/store';

export class Ids {
  #lastKey: number;
  #lastMessageId: number;

  constructor(recovery: Pick<Recovery, 'lastKey' | 'lastMessageId'>) {
    this.#lastKey = recovery.lastKey;
    this.#lastMessageId = recovery.lastMessageId;
  }

  nextKey(): number {
    return ++this.#lastKey;
  }

  nextMessageId(): number {
    return ++this.#lastMessageId;
  }
}

/** 32 hex digits, the form in which Durable Functions makes instance ids. */
export function newInstanceId(): string {
  return randomUUID().replaceAll('-', '');
}

export function newGuid(): string {
  return randomUUID();
}

const MAX_LENGTH = 256;

/** Why an instance id is refused, null when it is fine. */
export function instanceIdProblem(id: string): string | null {
  if (id.length > MAX_LENGTH)
    return `Instance ids have at most ${MAX_LENGTH.toString()} characters; this one has ${id.length.toString()}.`;
  if (id === '') return 'An instance id must not be empty.';
  return null;
}
