import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { correlationKey } from '../../../src/entities/correlation/contract';
import { correlationEntity } from '../../../src/entities/correlation/entity';
import { call } from '../../../src/orchestration/call';
import { correlated } from '../../../src/orchestration/correlation';
import { ProcessContext } from '../../../src/orchestration/process-context';
import { invocationOf } from '../../support/invocation';
import { anActivity, fail } from '../../support/story';
import { type Answers, StrictEngine } from '../../support/strict-engine';

const work = anActivity('work.do');

function start(identity: { businessKey?: string }, answers: Answers) {
  return new StrictEngine(
    (df) => {
      const context = ProcessContext.begin(invocationOf(df), 'tale', identity);
      return correlated(context, () => call(context, work, {}));
    },
    { answers },
  );
}

describe('an instance with a business key', () => {
  it('announces itself before its story and retires behind it', () => {
    const run = start({ businessKey: 'order 7' }, { 'work.do': () => 'done' });
    expect(run.scheduled).toEqual(['-> correlation.announce', 'work.do', '-> correlation.retire']);
    expect(run.customStatus).toMatchObject({ businessKey: 'order 7' });
  });

  it('retires when its story fails', () => {
    const run = start({ businessKey: 'order 7' }, { 'work.do': () => fail('down') });
    run.skip(10_000);
    expect(run.fault).toEqual(new Error('down'));
    expect(run.scheduled.at(-1)).toBe('-> correlation.retire');
  });

  it('is the only one that does so', () => {
    expect(start({}, { 'work.do': () => 'done' }).scheduled).toEqual(['work.do']);
  });
});

describe('the instances of a business key', () => {
  const board = correlationEntity();
  const after = (operations: readonly (readonly [operation: string, instanceId: string])[]) =>
    operations.reduce<unknown>(
      (state, [operation, instanceId]) => board.apply({ key: 'k', operation, state, input: { instanceId } }).state,
      undefined,
    );

  it('are listed once each while they run', () => {
    expect(
      after([
        ['announce', 'a'],
        ['announce', 'b'],
        ['announce', 'a'],
      ]),
    ).toEqual({ instances: ['b', 'a'] });
    expect(
      after([
        ['announce', 'a'],
        ['retire', 'a'],
        ['retire', 'a'],
      ]),
    ).toEqual({ instances: [] });
  });

  it('have a key of their own that fits into a path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        const [first, second] = [correlationKey('tale', one), correlationKey('tale', other)];
        expect(first).toMatch(/^[A-Za-z0-9_.~-]+$/);
        expect(first === second).toBe(one === other);
      }),
    );
  });
});
