import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { parallel } from '../../../src/orchestration/parallel';
import { callProcess, startProcess } from '../../../src/orchestration/sub-process';
import { fail, tell } from '../../support/story';

const pack = {
  name: 'pack',
  title: 'Packing',
  description: 'Packs a box.',
  version: 3,
  idempotencyKey: 'optional',
  input: z.object({ box: z.string() }),
  result: z.object({ outcome: z.literal('packed') }),
} as const;
const CHILD = 'pack@test-1:pack:north';
const north = { contract: pack, key: 'north', input: { box: 'A' } };

describe('a process that is called', () => {
  it('has an id of its own that follows from its parent, its version, and gives its result', () => {
    const run = tell((context) => callProcess(context, north), { answers: { [CHILD]: () => ({ outcome: 'packed' }) } });
    expect(run.scheduled).toEqual([CHILD]);
    expect(run.inputs).toEqual([{ box: 'A', processVersion: 3 }]);
    expect(run.result).toEqual({ outcome: 'packed' });
    expect(run.customStatus).toMatchObject({ steps: [{ step: 'pack/north', state: 'done', outcome: 'packed' }] });
  });

  it('hands on its fault, and is not run again', () => {
    const run = tell((context) => callProcess(context, north), { answers: { [CHILD]: () => fail('no boxes') } });
    expect(run.fault).toEqual(new Error('no boxes'));
    expect(run.scheduled).toHaveLength(1);
  });

  it('that ends in another way than its contract says is a fault', () => {
    const run = tell((context) => callProcess(context, north), { answers: { [CHILD]: () => ({ outcome: 'lost' }) } });
    expect(run.fault).toBeInstanceOf(z.ZodError);
  });

  it('runs beside others', () => {
    const run = tell(
      (context) =>
        parallel(
          context,
          ['north', 'south'].map((key) => (inner) => callProcess(inner, { ...north, key })),
        ),
      { answers: { [CHILD]: () => ({ outcome: 'packed' }), 'pack@test-1:pack:south': () => ({ outcome: 'packed' }) } },
    );
    expect(run.result).toHaveLength(2);
  });
});

describe('a process that is started', () => {
  const answers = { [CHILD]: () => ({ outcome: 'packed' }) };

  it('runs while its parent goes on, and is asked for its result later', () => {
    const run = tell(
      function* (context) {
        const child = yield* startProcess(context, north);
        yield* context.sleepUntil(context.after(1_000));
        return [child.instanceId, context.now, yield* child.result()];
      },
      { answers, held: [CHILD] },
    );
    run.skip(5_000);
    expect(run.isDone).toBe(false);
    expect(run.customStatus).toMatchObject({ steps: [{ step: 'pack/north', state: 'running' }] });
    run.release(CHILD);
    expect(run.result).toEqual(['test-1:pack:north', '2026-01-01T00:00:01.000Z', { outcome: 'packed' }]);
    expect(run.customStatus).toMatchObject({ steps: [{ step: 'pack/north', state: 'done', outcome: 'packed' }] });
  });

  it('may end at once, and leaves no timer behind', () => {
    const run = tell(
      function* (context) {
        const child = yield* startProcess(context, north);
        return yield* child.result();
      },
      { answers },
    );
    expect(run.result).toEqual({ outcome: 'packed' });
    expect(run.openTimers).toEqual([]);
  });

  it('gives its fault to who asks for its result', () => {
    const run = tell(
      function* (context) {
        const child = yield* startProcess(context, north);
        return yield* child.result();
      },
      { answers: { [CHILD]: () => fail('no boxes') } },
    );
    expect(run.fault).toEqual(new Error('no boxes'));
    expect(run.customStatus).toMatchObject({ steps: [{ state: 'failed', fault: 'no boxes' }] });
  });
});
