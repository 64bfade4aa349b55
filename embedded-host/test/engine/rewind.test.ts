import { beforeAll, describe, expect, it } from '@jest/globals';
import { df } from './support/sdk';
import { anEngine } from './support/engine-fixture';

const opened = new Set<string>();
const executions: string[] = [];
const answerSlowly: (() => void)[] = [];

beforeAll(() => {
  df.app.activity('note', {
    handler: (text: string) => {
      executions.push(text);
      return text;
    },
  });
  df.app.activity('gated', {
    handler: (key: string) => {
      executions.push(key);
      if (!opened.has(key)) throw new Error('closed');
      return `through ${key}`;
    },
  });
  // eslint-disable-next-line @typescript-eslint/no-misused-promises -- the SDK awaits it; only its type does not say so
  df.app.entity('Slow', async (context) => {
    executions.push(context.df.operationName ?? '');
    await new Promise<void>((resolve) => answerSlowly.push(resolve));
    context.df.return('answer');
  });
  df.app.orchestration('withEntity', function* (context) {
    const id = context.df.instanceId;
    const call = context.df.callEntity(new df.EntityId('Slow', id), `operation ${id}`);
    return (yield context.df.Task.all([context.df.callActivity('gated', id), call])) as unknown[];
  });
  df.app.orchestration('twoSteps', function* (context) {
    const first = (yield context.df.callActivity('note', `before ${context.df.instanceId}`)) as string;
    const second = (yield context.df.callActivity('gated', context.df.instanceId)) as string;
    return [first, second];
  });
  df.app.orchestration('compensating', function* (context) {
    try {
      return (yield context.df.callActivity('gated', context.df.instanceId)) as string;
    } catch (error) {
      yield context.df.callActivity('note', `undo ${context.df.instanceId}`);
      throw error;
    }
  });
  df.app.orchestration('retrying', function* (context) {
    const options = new df.RetryOptions(1000, 2);
    return (yield context.df.callActivityWithRetry('gated', options, context.df.instanceId)) as string;
  });
  df.app.orchestration('withChild', function* (context) {
    const id = `${context.df.instanceId}-child`;
    return (yield context.df.callSubOrchestrator('twoSteps', null, id)) as string[];
  });
  df.app.orchestration('throwing', function* (context) {
    yield context.df.callActivity('note', `threw ${context.df.instanceId}`);
    if (!opened.has(context.df.instanceId)) throw new Error('not yet');
    return 'done';
  });
});

/** Starts an orchestration that fails at the closed gate, opens the gate and rewinds. */
async function failAndRewind(name: string, id: string, gate = id) {
  const fixture = anEngine();
  await fixture.start(name, undefined, id);
  await fixture.skip(60_000);
  expect(fixture.engine.instance(id)?.status).toBe('Failed');
  opened.add(gate);
  expect(await fixture.engine.rewind(id, 'fixed')).toEqual({ outcome: 'accepted' });
  await fixture.skip(60_000);
  return fixture;
}

const runsOf = (text: string): number => executions.filter((each) => each === text).length;

describe('rewind', () => {
  it('runs the failed activity again and keeps the result of the one before', async () => {
    const { output, types } = await failAndRewind('twoSteps', 'r1');
    expect(output('r1')).toEqual(['before r1', 'through r1']);
    expect(runsOf('before r1')).toBe(1);
    expect(types('r1').filter((type) => type.startsWith('GenericEvent'))).toHaveLength(4);
  });

  it('takes back what was done because of the failure', async () => {
    const { output } = await failAndRewind('compensating', 'r2');
    expect(output('r2')).toBe('through r2');
    expect(runsOf('undo r2')).toBe(1);
  });

  it('opens the last attempt of a retried activity again', async () => {
    const { output } = await failAndRewind('retrying', 'r3');
    expect(output('r3')).toBe('through r3');
    expect(runsOf('r3')).toBe(3);
  });

  it('rewinds failed children with their parents', async () => {
    const { output, engine } = await failAndRewind('withChild', 'r4', 'r4-child');
    expect(output('r4')).toEqual(['before r4-child', 'through r4-child']);
    expect(engine.instance('r4-child')?.status).toBe('Completed');
    expect(runsOf('before r4-child')).toBe(1);
  });

  it('asks an orchestrator again that had thrown itself', async () => {
    const { output } = await failAndRewind('throwing', 'r5');
    expect(output('r5')).toBe('done');
    expect(runsOf('threw r5')).toBe(1);
  });

  it('can be done again when the instance fails again', async () => {
    const fixture = anEngine();
    await fixture.start('twoSteps', undefined, 'r6');
    await fixture.engine.idle();
    for (let round = 0; round < 2; round++) {
      await fixture.engine.rewind('r6', null);
      await fixture.engine.idle();
      expect(fixture.engine.instance('r6')?.status).toBe('Failed');
    }
    opened.add('r6');
    await fixture.engine.rewind('r6', null);
    await fixture.engine.idle();
    expect(fixture.output('r6')).toEqual(['before r6', 'through r6']);
    expect(runsOf('before r6')).toBe(1);
  });

  it('keeps what an entity answers after the failure, and does not call it again', async () => {
    const { engine, start, output, store } = anEngine();
    await start('withEntity', undefined, 'r8');
    expect(await engine.finished('r8')).toMatchObject({ status: 'Failed' });
    for (const answer of answerSlowly.splice(0)) answer();
    await engine.idle();
    expect(store.recover().inboxes).toHaveLength(1);
    opened.add('r8');
    await engine.rewind('r8', null);
    await engine.idle();
    expect(output('r8')).toEqual(['through r8', 'answer']);
    expect(runsOf('operation r8')).toBe(1);
    expect(store.recover().inboxes).toEqual([]);
  });

  it('goes on waiting for an entity that has not answered yet', async () => {
    const { engine, start, output } = anEngine();
    await start('withEntity', undefined, 'r9');
    expect(await engine.finished('r9')).toMatchObject({ status: 'Failed' });
    opened.add('r9');
    await engine.rewind('r9', null);
    for (const answer of answerSlowly.splice(0)) answer();
    await engine.idle();
    expect(output('r9')).toEqual(['through r9', 'answer']);
    expect(runsOf('operation r9')).toBe(1);
  });

  it('is refused for an instance that has not failed', async () => {
    const { start, engine } = anEngine();
    opened.add('r7');
    await start('twoSteps', undefined, 'r7');
    await engine.idle();
    expect(await engine.rewind('r7', null)).toEqual({ outcome: 'wrongState', status: 'Completed' });
  });
});
