import { beforeAll, describe, expect, it } from '@jest/globals';
import { anEngine } from './support/engine-fixture';
import { rounds } from './support/event-loop';
import { df, sdkRunner } from './support/sdk';

beforeAll(() => {
  df.app.activity('slowly', {
    handler: async () => {
      await rounds(30);
      return 'done';
    },
  });
  df.app.orchestration('waitsTwice', function* (context) {
    const waits = [context.df.waitForExternalEvent('n'), context.df.waitForExternalEvent('n')];
    return (yield context.df.Task.all(waits)) as number[];
  });
  df.app.orchestration('waitsOnce', function* (context) {
    return ((yield context.df.waitForExternalEvent('Name')) as string | undefined) ?? 'undefined';
  });
  df.app.orchestration('again', function* (context) {
    const round = context.df.getInput<number>();
    if (round === 0) context.df.setCustomStatus('from round 0');
    if (round === 2) return ['end', yield context.df.waitForExternalEvent('later')];
    context.df.createTimer(context.df.currentUtcDateTime);
    yield context.df.waitForExternalEvent('go');
    context.df.continueAsNew(round + 1);
    return 'ignored';
  });
  df.app.orchestration('againAfterLoser', function* (context) {
    if (context.df.getInput<string>() === 'second') return 'second round';
    const slow = context.df.callActivity('slowly');
    const event = context.df.waitForExternalEvent('go');
    yield context.df.Task.any([slow, event]);
    context.df.continueAsNew('second');
    return null;
  });
  df.app.orchestration('againWithOpenWait', function* (context) {
    const seen = context.df.getInput<string[]>();
    const stop = context.df.waitForExternalEvent('stop');
    const next = context.df.waitForExternalEvent('next');
    const winner = yield context.df.Task.any([stop, next]);
    if (winner === stop) return [...seen, 'stopped'];
    context.df.continueAsNew([...seen, (yield next) as string]);
    return null;
  });
  df.app.orchestration('againBesideActivity', function* (context) {
    if (context.df.getInput<string>() === 'second') return (yield context.df.waitForExternalEvent('stop')) as string;
    const waits = [context.df.waitForExternalEvent('stop'), context.df.waitForExternalEvent('go')];
    yield context.df.Task.any([context.df.callActivity('slowly'), ...waits]);
    context.df.continueAsNew('second');
    return null;
  });
  df.app.orchestration('againThenThrows', function* (context) {
    yield context.df.waitForExternalEvent('go');
    context.df.continueAsNew(1);
    throw new Error('thrown after continueAsNew');
  });
  df.app.orchestration('againForParent', function* (context) {
    const round = context.df.getInput<number>();
    yield context.df.callActivity('slowly');
    if (round < 2) context.df.continueAsNew(round + 1);
    return `after round ${round.toString()}`;
  });
  df.app.orchestration('parentOfAgain', function* (context) {
    return (yield context.df.callSubOrchestrator('againForParent', 0, 'again-child')) as string;
  });
  df.app.orchestration('parentOfWaiting', function* (context) {
    try {
      return (yield context.df.callSubOrchestrator('waitsOnce', null, 'waiting-child')) as string;
    } catch (error) {
      return (error as Error).message;
    }
  });
  df.app.orchestration('loopsOverAny', function* (context) {
    const slow = context.df.callActivity('slowly');
    const events = [];
    for (;;) {
      const event = context.df.waitForExternalEvent('n');
      const winner = yield context.df.Task.any([slow, event]);
      if (winner === slow) return events;
      events.push(event.result);
    }
  });
  let path = 0;
  df.app.orchestration('changes', function* (context) {
    path += 1;
    yield context.df.callActivity(path === 1 ? 'slowly' : 'SLOWLY');
    yield path === 2 ? context.df.callActivity('slowly') : context.df.waitForExternalEvent('x');
    return 'never';
  });
});

describe('events', () => {
  it('that are awaited twice at once reach the waits newest first, as the SDK keeps them', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('waitsTwice');
    for (const number of ['1', '2']) await engine.raiseEvent(id, 'n', number);
    await engine.idle();
    expect(output(id)).toEqual([2, 1]);
  });

  it('of another spelling are kept and not seen', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('waitsOnce');
    await engine.raiseEvent(id, 'NAME', '"wrong"');
    await engine.idle();
    expect(engine.instance(id)?.status).toBe('Running');
    await engine.raiseEvent(id, 'Name', '"right"');
    await engine.idle();
    expect(output(id)).toBe('right');
  });

  it('without data are undefined', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('waitsOnce');
    await engine.raiseEvent(id, 'Name', null);
    await engine.idle();
    expect(output(id)).toBe('undefined');
  });

  it('do not make a race start its losers again', async () => {
    const runner = sdkRunner();
    let executions = 0;
    const { start, engine, output } = anEngine({
      runner: { ...runner, runActivity: (request) => runner.runActivity(request).finally(() => (executions += 1)) },
    });
    const id = await start('loopsOverAny');
    for (const number of ['1', '2', '3']) await engine.raiseEvent(id, 'n', number);
    await engine.idle();
    expect([output(id), executions]).toEqual([[1, 2, 3], 1]);
  });
});

describe('continue-as-new', () => {
  it('keeps id, custom status and events that nobody has awaited, and drops the output', async () => {
    const { start, engine, output, types } = anEngine();
    const id = await start('again', 0);
    const before = engine.instance(id)?.executionId;
    await engine.raiseEvent(id, 'later', '"kept"');
    for (let round = 0; round < 2; round++) await engine.raiseEvent(id, 'go', null);
    await engine.idle();
    expect(output(id)).toEqual(['end', 'kept']);
    expect(engine.instance(id)).toMatchObject({ input: '2' });
    expect(engine.instance(id)?.executionId).not.toBe(before);
    expect(types(id).filter((type) => type === 'ExecutionStarted')).toHaveLength(1);
  });

  it('keeps the custom status until the new execution sets one', async () => {
    const { start, engine } = anEngine();
    const id = await start('again', 0);
    await engine.idle();
    expect(engine.instance(id)?.customStatus).toBe('"from round 0"');
  });

  it('waits for an open activity, whose late answer the next execution never sees', async () => {
    const { start, engine, output, types } = anEngine();
    const id = await start('againAfterLoser', 'first');
    await engine.raiseEvent(id, 'go', null);
    await engine.idle();
    expect([output(id), types(id).filter((type) => type.startsWith('Task'))]).toEqual(['second round', []]);
  });

  it('keeps an event for a wait that was open, when the event came after the one that decided', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('againWithOpenWait', []);
    await Promise.all([
      ...['1', '2'].map((number) => engine.raiseEvent(id, 'next', number)),
      engine.raiseEvent(id, 'stop', null),
      engine.raiseEvent(id, 'next', '3'),
    ]);
    await engine.idle();
    expect(output(id)).toEqual([1, 2, 'stopped']);
  });

  it('keeps an event that came while a decided continuation waits for an activity', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('againBesideActivity', 'first');
    await engine.raiseEvent(id, 'go', null);
    await engine.raiseEvent(id, 'stop', '"kept"');
    await engine.idle();
    expect(output(id)).toBe('kept');
  });

  it('loses against an error that is thrown after it', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('againThenThrows');
    await engine.raiseEvent(id, 'go', null);
    await engine.idle();
    expect(output(id)).toContain('thrown after continueAsNew');
  });

  it('lets a parent wait for the last execution of its child', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('parentOfAgain');
    await engine.idle();
    expect(output(id)).toBe('after round 2');
  });
});

describe('termination', () => {
  it('of a child fails the task of its parent with the reason', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('parentOfWaiting');
    await engine.idle();
    await engine.terminate('waiting-child', 'not needed');
    await engine.idle();
    expect(output(id)).toContain('not needed');
  });

  it('of a parent leaves its child alone', async () => {
    const { start, engine } = anEngine();
    const id = await start('parentOfWaiting');
    await engine.idle();
    await engine.terminate(id, 'enough');
    await engine.idle();
    expect(engine.instance('waiting-child')?.status).toBe('Running');
  });

  it('replaces an unfinished instance under the same id only if host.json allows it', async () => {
    const { start, engine, output } = anEngine({ settings: { replacesUnfinished: true } });
    await start('waitsOnce', null, 'same');
    await engine.idle();
    await start('waitsOnce', 'second', 'same');
    await engine.raiseEvent('same', 'Name', '"for the second"');
    await engine.idle();
    expect([output('same'), engine.instance('same')?.input]).toEqual(['for the second', '"second"']);
  });
});

describe('a changed orchestrator', () => {
  it('may spell names in another case, and fails with a message that names the step', async () => {
    const { start, engine, output } = anEngine();
    const id = await start('changes');
    await engine.idle();
    expect(output(id)).toContain(
      "Non-Deterministic workflow detected: A previous execution of this orchestration scheduled an activity task with sequence number 1 named 'slowly'",
    );
  });
});
