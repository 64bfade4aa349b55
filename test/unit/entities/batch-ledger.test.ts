import { beforeEach, describe, expect, it } from '@jest/globals';
import { type BatchTally, batchLedger } from '../../../src/entities/batch-ledger/contract';
import { batchLedgerEntity } from '../../../src/entities/batch-ledger/entity';

const entity = batchLedgerEntity();
let state: unknown;
beforeEach(() => (state = undefined));

function run(operation: keyof typeof batchLedger.operations, input: unknown = null): unknown {
  const applied = entity.apply({ key: 'batch-1', operation, state, input });
  state = JSON.parse(JSON.stringify(applied.state));
  return applied.answer;
}

const take = (lane: number) => run('take', { lane });
const report = (lane: number, index: number) => run('report', { lane, index, ending: 'approved' });
const tally = () => batchLedger.operations.tally.output.parse(run('tally')) satisfies BatchTally;
const hired = (...lanes: number[]) => ({ outcome: 'hired', lanes });
const nothing = { outcome: 'nothing' };
const taken = (index: number) => ({ outcome: 'taken', index });

describe('the ledger of a batch', () => {
  it('hires as many lanes as may work at once, or as there are cases', () => {
    expect(run('open', { total: 10, limit: 3 })).toEqual(hired(1, 2, 3));
    expect(run('open', { total: 10, limit: 3 })).toEqual(hired());
    state = undefined;
    expect(run('open', { total: 2, limit: 3 })).toEqual(hired(1, 2));
  });

  it('hands out each case once, and to its lane again', () => {
    run('open', { total: 3, limit: 2 });
    expect([take(1), take(1), take(2), report(1, 0), take(1)]).toMatchObject([
      ...[taken(0), taken(0), taken(1)],
      ...[{ outcome: 'noted' }, taken(2)],
    ]);
  });

  it('gives nothing to a lane that it has not hired, or that has left', () => {
    run('open', { total: 2, limit: 1 });
    expect(take(7)).toEqual(nothing);
    take(1);
    run('pause');
    report(1, 0);
    expect([take(1), run('resume'), take(1), take(2)]).toEqual([nothing, hired(2), nothing, taken(1)]);
  });

  it('notes a report once, and none from a lane that does not have the case', () => {
    run('open', { total: 2, limit: 2 });
    take(1);
    take(2);
    report(1, 0);
    report(1, 0);
    report(1, 1);
    expect(tally()).toMatchObject({ done: 1, failed: 0, inFlight: 1, remaining: 0, outcomes: { approved: 1 } });
  });

  it('hands out nothing while it is paused, and replaces only the lanes that left', () => {
    run('open', { total: 9, limit: 3 });
    take(1);
    take(2);
    run('pause');
    report(1, 0);
    expect([take(1), take(3)]).toEqual([nothing, nothing]);
    expect(tally()).toMatchObject({ done: 1, inFlight: 1, remaining: 7, paused: true });
    expect([run('resume'), run('resume')]).toEqual([hired(4, 5), hired()]);
  });

  it('hands out nothing when it is closed, also after a resume', () => {
    run('open', { total: 9, limit: 1 });
    run('close');
    expect([take(1), run('resume'), run('pause'), run('resume')]).toEqual([
      ...[nothing, hired(), { outcome: 'paused' }, hired()],
    ]);
  });

  it('counts the case of a lane that was lost as failed, and replaces the lane', () => {
    run('open', { total: 3, limit: 1 });
    take(1);
    expect(run('leave', { lane: 1, fault: 'terminated' })).toEqual(hired(2));
    expect(run('leave', { lane: 1, fault: 'terminated' })).toEqual(hired());
    expect(tally()).toMatchObject({ failed: 1, inFlight: 0, failures: [{ index: 0, fault: 'terminated' }] });
  });

  it('always adds up to the total', () => {
    run('open', { total: 5, limit: 2 });
    for (const act of [() => take(1), () => take(2), () => report(1, 0), () => take(1), () => run('pause')]) {
      act();
      const { total, done, failed, inFlight, remaining } = tally();
      expect(done + failed + inFlight + remaining).toBe(total);
    }
  });
});
