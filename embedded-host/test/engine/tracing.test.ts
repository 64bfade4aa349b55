import { beforeAll, describe, expect, it } from '@jest/globals';
import type { FunctionRunner } from '../../src/engine/runner';
import type { TraceFact } from '../../src/engine/tracing';
import { MemoryStore } from '../../src/store/memory-store';
import { anEngine } from './support/engine-fixture';
import { df, sdkRunner } from './support/sdk';

const CALLER = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), flags: '01' };

beforeAll(() => {
  df.app.activity('double', { handler: (value: number) => value * 2 });
  df.app.activity('failOnce', {
    handler: (_input: unknown, context) => {
      if (Reflect.get(context, 'attempt') === 1) throw new Error('not yet');
      return 'done';
    },
  });
  df.app.orchestration('waiting', function* (context) {
    const doubled: unknown = yield context.df.callActivity('double', 2);
    yield context.df.waitForExternalEvent('go');
    yield context.df.callActivity('double', 3);
    return doubled;
  });
  df.app.orchestration('retrying', function* (context) {
    return (yield context.df.callActivityWithRetry('failOnce', new df.RetryOptions(1000, 3))) as string;
  });
  df.app.orchestration('twoGenerations', function* (context) {
    yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 5000));
    if (context.df.getInput() === 1) context.df.continueAsNew(2);
  });
});

function listening() {
  const facts: TraceFact[] = [];
  return { facts, tracing: { flags: '00', tell: (fact: TraceFact) => void facts.push(fact) } as const };
}

function ofType<Type extends TraceFact['type']>(facts: readonly TraceFact[], type: Type) {
  return facts.filter((fact): fact is Extract<TraceFact, { type: Type }> => fact.type === type);
}

/** Notes in which span each execution of an orchestrator runs. */
function spansOfExecutions(): { runner: FunctionRunner; spans: (string | undefined)[] } {
  const sdk = sdkRunner();
  const spans: (string | undefined)[] = [];
  const runOrchestrator: FunctionRunner['runOrchestrator'] = (request) => {
    spans.push(request.span?.spanId);
    return sdk.runOrchestrator(request);
  };
  return { runner: { ...sdk, runOrchestrator }, spans };
}

describe('The trace of an instance', () => {
  it('has the ids that it had before a restart, in every replay', async () => {
    const { facts, tracing } = listening();
    const store = new MemoryStore();
    const { runner, spans } = spansOfExecutions();
    const before = anEngine({ store, runner, tracing });
    const { engine: first } = before;
    await first.start({ name: 'waiting', input: null, instanceId: 'i', caller: CALLER });
    await first.idle();
    await first.stop();
    const { engine: second } = anEngine({ store, runner, tracing });
    second.recover();
    await second.raiseEvent('i', 'go', null);
    await second.idle();
    const [ended] = ofType(facts, 'orchestrationEnded');
    const parents = [...ofType(facts, 'activityAnswered')].map(({ place }) => place.parentSpanId);
    expect(new Set([...spans, ...parents])).toEqual(new Set([ended?.place.spanId]));
    expect(spans).toHaveLength(4);
    expect(new Set(facts.filter(({ type }) => type !== 'eventRaised').map(({ place }) => place.traceId))).toEqual(
      new Set([CALLER.traceId]),
    );
  });

  it('lets an activity run below the span that has scheduled it, also when it is dispatched again after a restart', async () => {
    const { facts, tracing } = listening();
    const store = new MemoryStore();
    const sdk = sdkRunner();
    const parents: (string | undefined)[] = [];
    const stuck = anEngine({ store, tracing, runner: { ...sdk, runActivity: () => new Promise(() => undefined) } });
    await stuck.engine.start({ name: 'waiting', input: null, instanceId: 'i' });
    const { engine } = anEngine({ store, tracing });
    engine.recover();
    await engine.idle();
    const [answered] = ofType(facts, 'activityAnswered');
    parents.push(...ofType(facts, 'activityExecuted').map(({ place }) => place.parentSpanId));
    expect(parents).toEqual([answered?.place.spanId]);
  });

  it('has a span of its own for each attempt of an activity', async () => {
    const { facts, tracing } = listening();
    const { start, skip } = anEngine({ tracing });
    await start('retrying');
    await skip(60_000);
    const attempts = ofType(facts, 'activityAnswered').map(({ taskId, problem }) => ({ taskId, problem }));
    expect(attempts).toEqual([
      { taskId: 0, problem: "Activity function 'failOnce' failed:  not yet" },
      { taskId: 2, problem: null },
    ]);
    expect(new Set(ofType(facts, 'activityAnswered').map(({ place }) => place.spanId)).size).toBe(2);
    expect(ofType(facts, 'timerFired').map(({ from, to }) => to - from)).toEqual([1000]);
  });

  it('is one span from the first execution on, however often it continues as new', async () => {
    const { facts, tracing } = listening();
    const { start, skip } = anEngine({ tracing });
    await start('twoGenerations', 1);
    await skip(60_000);
    expect(ofType(facts, 'orchestrationEnded').map(({ from, to }) => to - from)).toEqual([10_000]);
    const timers = ofType(facts, 'timerFired');
    expect(timers.map(({ taskId }) => taskId)).toEqual([0, 0]);
    expect(new Set(timers.map(({ place }) => place.spanId)).size).toBe(2);
    expect(new Set(timers.map(({ place }) => place.parentSpanId)).size).toBe(1);
  });

  it('is not kept, and nothing is told, unless tracing is on', async () => {
    const { engine, start, store } = anEngine();
    const id = await start('retrying');
    await engine.idle();
    expect(store.instanceById(id)).not.toHaveProperty('trace');
  });

  it('goes on when the listener throws', async () => {
    const failing = {
      flags: '00',
      tell: () => {
        throw new Error('no room');
      },
    } as const;
    const { engine, start, skip, output } = anEngine({ tracing: failing });
    const id = await start('retrying');
    await skip(60_000);
    await engine.idle();
    expect(output(id)).toBe('done');
  });
});
