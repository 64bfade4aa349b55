import { describe, expect, it } from '@jest/globals';
import { call } from '../../../src/orchestration/call';
import { Progress } from '../../../src/orchestration/contract';
import { anActivity, fail, tell } from '../../support/story';

const LIMIT_OF_THE_HOST = 8_192;
const work = anActivity('work.do');

function afterSteps(count: number) {
  return tell(
    function* (context) {
      for (let step = 0; step < count; step += 1) yield* call(context, work, {}, { step: `work.do/${step}` });
      yield* call(context, anActivity('work.last'), {});
    },
    { answers: { 'work.do': () => ({ outcome: 'done' }) }, held: ['work.last'] },
  );
}

describe('the progress', () => {
  it('has every step of an ordinary process', () => {
    const progress = Progress.parse(afterSteps(20).customStatus);
    expect(progress.steps).toHaveLength(21);
    expect(progress.omitted).toBe(0);
  });

  it('stays below the limit of a custom status, keeps what runs and counts what it leaves out', () => {
    const run = afterSteps(500);
    const progress = Progress.parse(run.customStatus);
    expect(JSON.stringify(run.customStatus).length).toBeLessThan(LIMIT_OF_THE_HOST);
    expect(progress.steps.at(-1)).toMatchObject({ step: 'work.last', state: 'running' });
    expect(progress.omitted + progress.steps.length).toBe(501);
  });

  it('cuts a long fault', () => {
    const run = tell((context) => call(context, work, {}), { answers: { 'work.do': () => fail('x'.repeat(9_000)) } });
    expect(JSON.stringify(run.customStatus).length).toBeLessThan(1_000);
  });
});
