import { describe, expect, it } from '@jest/globals';
import { concludeBatch } from '../../src/engine/entity-batch';
import type { OperationMessage } from '../../src/engine/messages';

const call = (requestId: string): OperationMessage => ({
  type: 'operation',
  requestId,
  operation: 'get',
  input: null,
  replyTo: 'caller',
  sender: 'caller',
  at: 0,
});
const signal: OperationMessage = { ...call('s'), replyTo: null, sender: null };
const before = { exists: true, state: '1' };
const ok = (result?: string) => ({ isError: false, duration: 0, startTime: 0, ...(result && { result }) });

describe('a batch of entity operations', () => {
  it('answers every call with its own result and no signal', () => {
    const state = { entityExists: true, entityState: '2', results: [ok('1'), ok(), ok('"two"')], signals: [] };
    const outcome = concludeBatch(before, [call('a'), signal, call('b')], { type: 'state', state });
    expect(outcome).toMatchObject({ exists: true, state: '2', problem: null });
    expect(
      outcome.replies.map(({ requestId, text }) => [requestId, (JSON.parse(text) as { result: string }).result]),
    ).toEqual([
      ['a', '1'],
      ['b', '"two"'],
    ]);
  });

  it('keeps the state that an operation set before it threw, and tells its caller', () => {
    const results = [{ isError: true, duration: 0, startTime: 0, result: '"boom"' }];
    const state = { entityExists: true, entityState: '7', results, signals: [] };
    const outcome = concludeBatch(before, [call('a')], { type: 'state', state });
    expect(outcome.state).toBe('7');
    expect(JSON.parse(outcome.replies[0]?.text ?? '')).toMatchObject({ result: '"boom"', exceptionType: 'Error' });
  });

  it('keeps the state and answers every call with the error when the function fails as a whole', () => {
    const outcome = concludeBatch(before, [call('a'), signal], { type: 'threw', message: 'broken', stack: '' });
    expect(outcome).toMatchObject({ ...before, problem: 'broken' });
    expect(outcome.replies).toHaveLength(1);
    expect(JSON.parse(outcome.replies[0]?.text ?? '')).toMatchObject({ result: '"broken"', exceptionType: 'Error' });
  });

  it('takes an answer that is no entity state for a failure', () => {
    expect(concludeBatch(before, [call('a')], { type: 'state', state: 5 }).problem).toContain('no entity state');
  });

  it('forgets the state of an entity that was destructed', () => {
    const state = { entityExists: false, results: [ok()], signals: [] };
    expect(concludeBatch(before, [signal], { type: 'state', state })).toMatchObject({ exists: false, state: null });
  });

  it('passes signals on, an empty text as no input', () => {
    const signals = [
      { target: { name: 'Other', key: 'o' }, name: 'hello', input: '{"a":1}' },
      { target: { name: 'Other', key: 'o' }, name: 'bye', input: '' },
    ];
    const state = { entityExists: true, entityState: '1', results: [ok()], signals };
    expect(concludeBatch(before, [signal], { type: 'state', state }).signals).toEqual([
      { target: { name: 'Other', key: 'o' }, operation: 'hello', input: '{"a":1}' },
      { target: { name: 'Other', key: 'o' }, operation: 'bye', input: null },
    ]);
  });
});
