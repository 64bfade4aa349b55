import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { call } from '../../../src/orchestration/call';
import type { ProcessContext } from '../../../src/orchestration/process-context';
import type { Step } from '../../../src/orchestration/step';
import { anActivity, tell } from '../../support/story';

const work = anActivity('work.do');
const more = anActivity('work.more');

/** Works twice while two events are watched for. */
function* story(context: ProcessContext): Step<unknown[]> {
  const [first, second] = ['first', 'second'].map((name) => context.watch({ name, schema: z.string() }));
  if (first === undefined || second === undefined) throw new Error('There are two names.');
  const watching = context.watching(first).watching(second);
  yield* call(watching, work, {});
  yield* call(watching, more, {});
  return [first.received, second.received];
}

const answers = { 'work.do': () => 'done', 'work.more': () => 'done' };

describe('an event that is watched for', () => {
  it('may come in any order with others', () => {
    const run = tell(story, { answers, held: ['work.do'] });
    run.raise('second', 'b');
    run.raise('first', 'a');
    run.release('work.do');
    expect(run.result).toEqual(['a', 'b']);
  });

  it('is lost when it comes behind one of more weight in the same step, and heard when it comes again', () => {
    const run = tell(story, { answers, held: ['work.do', 'work.more'] });
    run.raise('first', 'a');
    run.raise('second', 'lost');
    run.release('work.do');
    run.raise('second', 'again');
    run.release('work.more');
    expect(run.result).toEqual(['a', 'again']);
  });
});
