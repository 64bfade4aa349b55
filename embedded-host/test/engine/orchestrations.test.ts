import { beforeAll, describe, expect, it } from '@jest/globals';
import { df } from './support/sdk';
import { anEngine } from './support/engine-fixture';

const attempts = new Map<string, number>();

beforeAll(() => {
  df.app.activity('upper', { handler: (text: string) => text.toUpperCase() });
  df.app.activity('failing', {
    handler: () => {
      throw new Error('boom');
    },
  });
  df.app.activity('flaky', {
    handler: ({ key, failures }: { key: string; failures: number }) => {
      const attempt = (attempts.get(key) ?? 0) + 1;
      attempts.set(key, attempt);
      if (attempt <= failures) throw new Error(`attempt ${attempt.toString()} failed`);
      return attempt;
    },
  });
  df.app.orchestration('sequence', function* (context) {
    const first = (yield context.df.callActivity('upper', 'a')) as string;
    const second = (yield context.df.callActivity('upper', 'b')) as string;
    return first + second;
  });
  df.app.orchestration('fanOut', function* (context) {
    return yield context.df.Task.all(['a', 'b', 'c'].map((text) => context.df.callActivity('upper', text)));
  });
  df.app.orchestration('retried', function* (context) {
    const options = new df.RetryOptions(1000, 3);
    return yield context.df.callActivityWithRetry('flaky', options, context.df.getInput());
  });
  df.app.orchestration('raced', function* (context) {
    const due = new Date(context.df.currentUtcDateTime.getTime() + 60_000);
    const timer = context.df.createTimer(due);
    const event = context.df.waitForExternalEvent('go');
    const winner = yield context.df.Task.any([event, timer]);
    if (winner === timer) return 'timeout';
    timer.cancel();
    return (winner as { result: unknown }).result;
  });
  df.app.orchestration('long', function* (context) {
    const due = new Date(context.df.currentUtcDateTime.getTime() + 20 * 24 * 3600_000);
    yield context.df.createTimer(due);
    return context.df.currentUtcDateTime.getTime() >= due.getTime();
  });
  df.app.orchestration('child', function* (context) {
    return yield context.df.callActivity('upper', context.df.getInput());
  });
  df.app.orchestration('parent', function* (context) {
    const named = yield context.df.callSubOrchestrator('child', 'x', `${context.df.instanceId}-child`);
    const generated = yield context.df.callSubOrchestrator('child', 'y');
    return [named, generated];
  });
  df.app.orchestration('failingChild', function* () {
    yield* [];
    throw new Error('child failed');
  });
  df.app.orchestration('catchingParent', function* (context) {
    try {
      return yield context.df.callSubOrchestrator('failingChild');
    } catch (error) {
      return (error as Error).message;
    }
  });
  df.app.orchestration('counting', function* (context) {
    const { seen } = (context.df.getInput() as { seen: number[] } | null) ?? { seen: [] };
    const next = (yield context.df.waitForExternalEvent('number')) as number;
    if (seen.length < 2) {
      context.df.continueAsNew({ seen: [...seen, next] });
      return;
    }
    return [...seen, next];
  });
  df.app.orchestration('callsNobody', function* (context) {
    return yield context.df.callActivity('nobody');
  });
  df.app.entity('Counter', (context) => {
    const value = context.df.getState(() => 0) as number;
    if (context.df.operationName === 'add') context.df.setState(value + (context.df.getInput() as number));
    if (context.df.operationName === 'get') context.df.return(value);
    if (context.df.operationName === 'explode') throw new Error('exploded');
  });
  df.app.orchestration('counts', function* (context) {
    const id = new df.EntityId('Counter', 'K');
    context.df.signalEntity(id, 'add', 5);
    yield context.df.callEntity(id, 'add', 10);
    return yield context.df.callEntity(id, 'get');
  });
});

describe('an orchestration', () => {
  it('runs activities in sequence with the history of the real host', async () => {
    const { start, engine, output, types } = anEngine();
    const id = await start('sequence');
    await engine.idle();
    expect(output(id)).toBe('AB');
    expect(types(id)).toEqual([
      'OrchestratorStarted',
      'ExecutionStarted',
      'TaskScheduled(0)',
      'OrchestratorCompleted',
      'OrchestratorStarted',
      'TaskCompleted(0)',
      'TaskScheduled(1)',
      'OrchestratorCompleted',
      'OrchestratorStarted',
      'TaskCompleted(1)',
      'ExecutionCompleted(2)',
      'OrchestratorCompleted',
    ]);
  });

  it('fans out and in', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('fanOut');
    await engine.idle();
    expect(output(id)).toEqual(['A', 'B', 'C']);
  });

  it('retries after the delay until an attempt succeeds', async () => {
    const { start, skip, output, types } = anEngine();
    const id = await start('retried', { key: 'twice', failures: 2 });
    await skip(999);
    expect(attempts.get('twice')).toBe(1);
    await skip(1001);
    expect(output(id)).toBe(3);
    expect(types(id).filter((type) => !type.startsWith('Orchestrator'))).toEqual([
      'ExecutionStarted',
      'TaskScheduled(0)',
      'TaskFailed(0)',
      'TimerCreated(1)',
      'TimerFired(1)',
      'TaskScheduled(2)',
      'TaskFailed(2)',
      'TimerCreated(3)',
      'TimerFired(3)',
      'TaskScheduled(4)',
      'TaskCompleted(4)',
      'ExecutionCompleted(5)',
    ]);
  });

  it('fails with the last error when the attempts are used up, after the timer that the SDK waits for', async () => {
    const { start, skip, engine, types } = anEngine();
    const id = await start('retried', { key: 'always', failures: 99 });
    await skip(2000);
    expect(engine.instance(id)?.status).toBe('Failed');
    expect(engine.instance(id)?.output).toContain("Activity function 'flaky' failed:  attempt 3 failed");
    expect(types(id).slice(-5)).toEqual([
      'OrchestratorCompleted',
      'OrchestratorStarted',
      'TimerFired(5)',
      'ExecutionCompleted(6)',
      'OrchestratorCompleted',
    ]);
  });

  it('lets an event win a race and is not held up by the cancelled timer', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('raced');
    await engine.raiseEvent(id, 'go', '{"ok":true}');
    await engine.idle();
    expect(engine.instance(id)?.status).toBe('Completed');
    expect(output(id)).toEqual({ ok: true });
  });

  it('lets the timer win when it is due', async () => {
    const { start, skip, output } = anEngine();
    const id = await start('raced');
    await skip(59_999);
    expect(output(id)).toBeNull();
    await skip(1);
    expect(output(id)).toBe('timeout');
  });

  it('splits a long timer into slices', async () => {
    const { start, skip, output, types } = anEngine();
    const id = await start('long');
    await skip(20 * 24 * 3600_000);
    expect(output(id)).toBe(true);
    expect(types(id).filter((type) => type.startsWith('TimerFired'))).toHaveLength(6);
  });

  it('runs sub-orchestrations with a chosen and with a generated id', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('parent', undefined, 'p1');
    await engine.idle();
    expect(output(id)).toEqual(['X', 'Y']);
    expect(engine.instance('p1-child')?.status).toBe('Completed');
  });

  it('hands the failure of a child to the parent', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('catchingParent');
    await engine.idle();
    expect(output(id)).toContain("Orchestrator function 'failingChild' failed: child failed");
  });

  it('loses no event across continue-as-new', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('counting');
    await Promise.all([1, 2, 3].map((number) => engine.raiseEvent(id, 'number', JSON.stringify(number))));
    await engine.idle();
    expect(output(id)).toEqual([1, 2, 3]);
  });

  it('fails and names the activity that does not exist', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('callsNobody');
    await engine.idle();
    expect(engine.instance(id)?.status).toBe('Failed');
    expect(output(id)).toContain("The function 'nobody' doesn't exist");
  });

  it('signals and calls an entity in order', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('counts');
    await engine.idle();
    expect(output(id)).toBe(15);
    expect(engine.entity({ name: 'COUNTER', key: 'K' })?.state).toBe('15');
  });

  it('takes no second start under an id that is running', async () => {
    const { start, engine } = anEngine();
    await start('raced', undefined, 'one');
    expect(await engine.start({ name: 'raced', input: null, instanceId: 'one' })).toMatchObject({ outcome: 'idInUse' });
  });

  it('buffers events while it is suspended', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('raced');
    await engine.suspend(id, 'pause');
    await engine.raiseEvent(id, 'go', '1');
    await engine.idle();
    expect(engine.instance(id)).toMatchObject({ status: 'Suspended', output: '"pause"' });
    await engine.resume(id, 'on');
    await engine.idle();
    expect(output(id)).toBe(1);
  });

  it('terminates at once', async () => {
    const { start, engine } = anEngine();
    const id = await start('raced');
    await engine.terminate(id, 'enough');
    expect(engine.instance(id)).toMatchObject({ status: 'Terminated', output: '"enough"' });
  });
});
