import { describe, expect, it } from '@jest/globals';
import { nextStep, type Waiting } from '../../src/engine/entity-queue';
import type { EntityMessage } from '../../src/engine/messages';

let ids = 0;

const waiting = (message: EntityMessage): Waiting => ({ storedId: ++ids, visibleAt: 0, message });
const operation = (sender: string | null): Waiting =>
  waiting({ type: 'operation', requestId: 'r', operation: 'op', input: null, replyTo: sender, sender, at: 0 });
const lock = (owner: string): Waiting =>
  waiting({ type: 'lock', requestId: 'l', lockSet: ['@e@k'], position: 0, owner, ownerExecution: 'x', at: 0 });
const release = (owner: string): Waiting => waiting({ type: 'release', owner, at: 0 });

describe('the queue of an entity', () => {
  it('takes operations together up to the next lock request', () => {
    const [first, second, third] = [operation('a'), operation(null), operation('b')];
    expect(nextStep([first, second, lock('c'), third], null, 100)).toEqual({ type: 'batch', items: [first, second] });
  });

  it('takes no more operations at once than allowed', () => {
    const [first, second, third] = [operation('a'), operation('a'), operation('a')];
    expect(nextStep([first, second, third], null, 2)).toEqual({ type: 'batch', items: [first, second] });
  });

  it('grants a lock only when it is first and the entity is free', () => {
    const request = lock('a');
    expect(nextStep([request], null, 100)).toEqual({ type: 'grant', item: request });
    expect(nextStep([request], 'b', 100)).toBeNull();
  });

  it('lets only the holder in while it is locked, ahead of everyone else', () => {
    const mine = operation('holder');
    expect(nextStep([operation('other'), mine], 'holder', 100)).toEqual({ type: 'batch', items: [mine] });
    expect(nextStep([operation('other'), operation(null)], 'holder', 100)).toBeNull();
  });

  it('finishes what the holder sent before it releases', () => {
    const [mine, end] = [operation('holder'), release('holder')];
    expect(nextStep([mine, end], 'holder', 100)).toEqual({ type: 'batch', items: [mine] });
    expect(nextStep([end, operation('other')], 'holder', 100)).toMatchObject({ type: 'release', item: end });
  });

  it('withdraws the request of an owner that gives up before it was granted', () => {
    const [request, end] = [lock('waiter'), release('waiter')];
    expect(nextStep([request, end], 'holder', 100)).toEqual({ type: 'release', item: end, withdrawn: [request] });
  });
});
