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
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const FORBIDDEN = /[/\\#?\u0000-\u001f\u007f-\u009f]/;

/** Why an instance id is refused, in the words of the real host; null when it is fine. */
export function instanceIdProblem(id: string): string | null {
  if (id === '') return 'An instance id must not be empty.';
  if (id.length > MAX_LENGTH) return `Instance ID lengths must not exceed ${MAX_LENGTH.toString()} characters.`;
  if (id.startsWith('@')) return 'Orchestration instance ids must not start with @.';
  if (FORBIDDEN.test(id)) return 'Orchestration instance ids must not contain /, \\, #, ?, or control characters.';
  return null;
}
