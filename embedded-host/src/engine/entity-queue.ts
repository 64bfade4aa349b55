/**
 * What an entity does next with its waiting messages. Pure.
 *
 * - L1 a locked entity processes only what its holder sends, in the holder's order, ahead of everything else.
 * - L2 an unlocked one processes messages in order of arrival; a lock is granted only when it is first.
 * - L3 a release also withdraws a lock request of the same owner that was not granted yet.
 *
 * Guarded by `embedded-host/test/engine/entity-queue.test.ts`.
 */
import type { EntityMessage, LockMessage, OperationMessage, ReleaseMessage } from './messages';

export interface Waiting<Message extends EntityMessage = EntityMessage> {
  readonly storedId: number;
  readonly visibleAt: number;
  readonly message: Message;
}

export type EntityStep =
  | { readonly type: 'batch'; readonly items: readonly Waiting<OperationMessage>[] }
  | { readonly type: 'grant'; readonly item: Waiting<LockMessage> }
  | { readonly type: 'release'; readonly item: Waiting<ReleaseMessage>; readonly withdrawn: readonly Waiting[] };

export function nextStep(visible: readonly Waiting[], lockedBy: string | null, limit: number): EntityStep | null {
  const stray = visible.find((each) => isRelease(each) && each.message.owner !== lockedBy);
  if (stray && isRelease(stray)) return release(stray, visible);
  const mine = lockedBy === null ? visible : visible.filter(({ message }) => senderOf(message) === lockedBy);
  const [first] = mine;
  if (!first) return null;
  if (isRelease(first)) return release(first, visible);
  if (isLock(first)) return lockedBy === null ? { type: 'grant', item: first } : null;
  return { type: 'batch', items: leadingOperations(mine).slice(0, limit) };
}

function leadingOperations(waiting: readonly Waiting[]): Waiting<OperationMessage>[] {
  const end = waiting.findIndex((each) => !isOperation(each));
  return waiting.slice(0, end < 0 ? waiting.length : end).filter(isOperation);
}

function release(item: Waiting<ReleaseMessage>, visible: readonly Waiting[]): EntityStep {
  const withdrawn = visible.filter((each) => isLock(each) && each.message.owner === item.message.owner);
  return { type: 'release', item, withdrawn };
}

function senderOf(message: EntityMessage): string | null {
  return message.type === 'operation' ? message.sender : message.owner;
}

function isOperation(waiting: Waiting): waiting is Waiting<OperationMessage> {
  return waiting.message.type === 'operation';
}

function isLock(waiting: Waiting): waiting is Waiting<LockMessage> {
  return waiting.message.type === 'lock';
}

function isRelease(waiting: Waiting): waiting is Waiting<ReleaseMessage> {
  return waiting.message.type === 'release';
}
