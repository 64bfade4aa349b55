import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { runningApp } from './running-app';

const Slept = z.object({ from: z.coerce.date(), to: z.coerce.date() }).transform(({ from, to }) => +to - +from);
const Spans = z.array(z.object({ from: z.number(), to: z.number() }));

describe('behaviours of orchestrations', () => {
  const app = runningApp();
  const rows = async (id: string) => (await app.ends(id, '?showHistory=true')).historyEvents ?? [];

  it('50 gives the results of chains, fan-outs and children in the order of the calls', async () => {
    expect(await app.result('chain')).toEqual(['Hello one', 'Hello two']);
    expect(await app.result('fanOut', 200)).toEqual(Array.from({ length: 200 }, (_, index) => index));
    const children = z.array(z.looseObject({ input: z.unknown() })).parse(await app.result('children'));
    expect(children.map(({ input }) => input)).toEqual(['named', 1, 2]);
  });

  it('51 runs fanned-out activities at the same time', async () => {
    const spans = Spans.parse(await app.result('overlap'));
    expect(Math.max(...spans.map(({ from }) => from))).toBeLessThan(Math.min(...spans.map(({ to }) => to)));
  });

  it('52 runs each activity once, and isReplaying is false only for new code', async () => {
    expect(await app.result('once')).toEqual({ runs: [1, 1, 1], replaying: [true, true, true, true] });
    const id = await app.start('waitsForOne', null, app.newId('handed-replay'));
    await app.raise(id, 'go', 1);
    await app.ends(id);
    const seen = z.array(z.object({ isReplaying: z.boolean() })).parse((await app.ask(`//api/handed/${id}`)).json);
    expect(seen[0]).toEqual({ isReplaying: false });
  });

  it('53 lets the first task win, and a cancelled timer holds nothing up', async () => {
    const id = await app.start('race', { days: 30 });
    await app.raise(id, 'go', 'in time');
    expect((await app.reaches(id, 'Completed')).output).toEqual({ won: 'in time' });
  });

  it('54 fires a past timer at once, another on time, and moves the clock with new work only', async () => {
    expect(Slept.parse(await app.result('sleeps', -5000))).toBeGreaterThanOrEqual(0);
    const slept = Slept.parse(await app.result('sleeps', 300));
    expect(slept).toBeGreaterThanOrEqual(300);
    expect(slept).toBeLessThan(1500);
    const { first, after } = z
      .object({ first: z.tuple([z.string(), z.string()]), after: z.string() })
      .parse(await app.result('clock'));
    expect(first[0]).toBe(first[1]);
    expect(after > first[1]).toBe(true);
  });

  it('55 splits a long delay into pieces and tells the SDK how long they are', async () => {
    const id = await app.start('longSleep', null, app.newId('handed-long'));
    const row = await app.eventually('the timer is there', async () => {
      const { historyEvents = [], createdTime } = await app.status(id, '?showHistory=true');
      const timer = historyEvents.find(({ EventType }) => EventType === 'TimerCreated');
      return timer && { fireAt: Date.parse(String(timer['FireAt'])), createdAt: Date.parse(createdTime) };
    });
    expect((row.fireAt - row.createdAt) / 86_400_000).toBeCloseTo(3, 3);
    const seen = (await app.ask(`//api/handed/${id}`)).json;
    expect(seen).toEqual([
      expect.objectContaining({
        longRunningTimerIntervalDuration: expect.anything(),
        maximumShortTimerDuration: expect.anything(),
      }),
    ]);
  });

  it('56 makes the same GUIDs on replay, and different ones in a run', async () => {
    const id = await app.start('guids');
    const before = (await app.reaches(id, 'Running')).customStatus;
    await app.raise(id, 'go', 1);
    const { output } = await app.reaches(id, 'Completed');
    expect(output).toEqual(before);
    expect(new Set(output as string[]).size).toBe(2);
  });

  it('57 retries with growing delays, and has a timer after the last failure too', async () => {
    const id = await app.start('retries', { attempt: 99, times: 3 });
    const events = await rows(id);
    const ofType = (type: string) => events.filter(({ EventType }) => EventType === type);
    expect([ofType('TaskFailed').length, ofType('TimerFired').length]).toEqual([3, 3]);
    const delays = ofType('TimerCreated').map(
      ({ FireAt, Timestamp }) => Date.parse(String(FireAt)) - Date.parse(String(Timestamp)),
    );
    expect(delays).toEqual([100, 200, 0]);
    expect((await app.status(id)).runtimeStatus).toBe('Failed');
    expect(await app.result('retries', { attempt: 2, times: 3 })).toBe(2);
    const child = await rows(await app.start('retriesChild'));
    expect(child.filter(({ EventType }) => EventType === 'SubOrchestrationInstanceFailed')).toHaveLength(2);
  });

  it('58 rejects with the first failure, and compensation runs in order', async () => {
    expect(await app.result('compensates')).toEqual([
      expect.stringMatching(/^Activity function 'broken' failed: {1,2}broken: one of two/),
      'Hello second',
      'Hello first',
    ]);
  });

  it('59 lets errors read through activities and children', async () => {
    expect(await app.result('catches')).toEqual([
      expect.stringMatching(/^Activity function 'broken' failed: {1,2}broken: once/),
      expect.stringMatching(/^Orchestrator function 'throws' failed: thrown by the orchestrator/),
    ]);
    const { runtimeStatus, output } = await app.ends(await app.start('failsThroughChild'));
    expect([runtimeStatus, output]).toEqual(['Failed', expect.stringContaining('broken: deep')]);
  });

  it('60 gives a child an instance of its own, which knows its parent', async () => {
    const id = await app.start('children');
    await app.reaches(id, 'Completed');
    const child = await app.status(`${id}-named`);
    expect(child.output).toMatchObject({ parentInstanceId: id, instanceId: `${id}-named` });
  });

  it('61 continues as new under the same id, with the new input and an empty history', async () => {
    const id = await app.start('cycles', { wanted: 2 });
    await app.raise(id, 'n', 1);
    await app.eventually('it has started over', async () =>
      JSON.stringify((await app.status(id)).input) === '{"wanted":2,"seen":[1]}' ? true : undefined,
    );
    await app.raise(id, 'n', 2);
    const { output, historyEvents = [] } = await app.ends(id, '?showHistory=true');
    expect(output).toEqual([1, 2]);
    expect(historyEvents.filter(({ EventType }) => EventType === 'EventRaised')).toHaveLength(1);
  });

  it('62 fails a run that yields something else than a task', async () => {
    const { runtimeStatus, output } = await app.ends(await app.start('yieldsANumber'));
    expect([runtimeStatus, output]).toEqual([
      'Failed',
      expect.stringMatching(/constraint|must be .*task|non-task|not.*task/i),
    ]);
  });

  it.each(['activity', 'orchestrator'])('63 fails a run that calls an unknown %s, and names it', async (kind) => {
    const { runtimeStatus, output } = await app.ends(await app.start('callsNobody', { kind }));
    expect([runtimeStatus, output]).toEqual(['Failed', expect.stringContaining("The function 'nobody' doesn't exist")]);
  });

  it('64 takes activity results of every JSON type back', async () => {
    const values = [{ a: [1, { b: null }] }, [1, 'x'], 'text', '5', '', 7, 1.5, 0, true, false, null];
    expect(await app.result('roundTrip', values)).toStrictEqual(values);
    expect(await app.result('undefinedResult')).toEqual({ isEmpty: true });
  });

  it('65 keeps the type of every activity input, booleans and null included', async () => {
    const kinds = z
      .array(z.looseObject({ kind: z.string() }))
      .parse(await app.result('kinds', [1, 'text', '1', true, false, [1], { a: 1 }]));
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'number',
      'string',
      'string',
      'boolean',
      'boolean',
      'array',
      'object',
    ]);
  });

  const Answer = z.array(z.looseObject({ statusCode: z.int(), content: z.string() }));

  it('66 takes every status of callHttp as a result, sends body and headers, and polls', async () => {
    const target = `${app.url}/api/target`;
    const answers = Answer.parse(
      await app.result('http', [
        { method: 'GET', url: `${target}?status=404` },
        { method: 'GET', url: `${target}?status=500` },
        { method: 'POST', url: target, body: { a: 1 }, headers: { 'x-to': 'there' } },
        { method: 'GET', url: `${app.url}/api/job?key=relative` },
        { method: 'GET', url: `${app.url}/api/job?key=unpolled`, enablePolling: false },
      ]),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 500, 200, 200, 202]);
    expect(JSON.parse(answers[2]?.content ?? '')).toEqual({ method: 'POST', body: '{"a":1}', header: 'there' });
  });

  it('67 repeats Authorization to the same origin only', async () => {
    const here = app.url;
    const there = here.replace('localhost', '127.0.0.1');
    const headers = { authorization: 'secret' };
    const [same, foreign] = Answer.parse(
      await app.result('http', [
        { method: 'GET', url: `${here}/api/job?key=same&to=${here}`, headers },
        { method: 'GET', url: `${here}/api/job?key=other&to=${there}`, headers },
      ]),
    );
    expect(JSON.parse(same?.content ?? '')).toEqual(['secret', 'secret', 'secret']);
    expect((JSON.parse(foreign?.content ?? '') as unknown[])[1]).toBeNull();
  });

  it('68 numbers poll and retry timers as the SDK counts them', async () => {
    const id = await app.start('numbering', { url: `${app.url}/api/job?key=numbering` }, app.newId('handed-numbers'));
    expect((await app.ends(id)).runtimeStatus).toBe('Completed');
    const turns = z
      .array(z.object({ history: z.array(z.looseObject({ EventId: z.int() })) }))
      .parse((await app.ask(`//api/handed/${id}`)).json);
    const ids = (turns.at(-1)?.history ?? []).map(({ EventId }) => EventId).filter((each) => each >= 0);
    expect(ids.sort((one, other) => one - other)).toEqual(Array.from({ length: ids.length }, (_, index) => index));
    expect(ids.length).toBe(9);
  });

  it('69 applies earlier signals before a call, and a failed operation rejects only its call', async () => {
    expect(await app.result('asksTally', app.newId('asked'))).toEqual({ total: 6, caught: true, after: 7 });
  });

  it('70 locks all entities at once, makes a second holder wait, and refuses a nested lock', async () => {
    const ids = [
      await app.start('locks', { keys: ['left', 'right'], ms: 300, entry: 1 }),
      await app.start('locks', { keys: ['right', 'left'], ms: 10, entry: 10 }),
    ];
    for (const id of ids) await app.reaches(id, 'Completed');
    await app.entityBecomes('left', (await app.status(ids[0] ?? '')).output === 0 ? 1 : 11);
    const { runtimeStatus } = await app.ends(await app.start('locksTwice'));
    expect(runtimeStatus).toBe('Failed');
    expect(await app.result('adds', 'nested')).toBeNull();
  });

  it('71 leaves a child alive when its parent is terminated', async () => {
    const id = await app.start('parentOfWaiting');
    await app.eventually('the child is there', async () =>
      (await app.ask(`/instances/${id}-child`)).status === 202 ? true : undefined,
    );
    await app.post(`/instances/${id}/terminate?reason=x`);
    await app.reaches(id, 'Terminated');
    await app.raise(`${id}-child`, 'go', 1);
    expect((await app.reaches(`${id}-child`, 'Completed')).output).toEqual({ got: 1 });
  });

  it('72 runs fifty orchestrations at once, and an output of 4.5 MB', async () => {
    const results = await Promise.all(Array.from({ length: 50 }, () => app.result('chain')));
    expect(results).toEqual(Array.from({ length: 50 }, () => ['Hello one', 'Hello two']));
    expect(await app.result('large', 4_500_000)).toBe('x'.repeat(4_500_000));
  });

  it('73 lets an activity with the durable client start orchestrations and signal entities', async () => {
    await app.result('startsAnother', { name: 'about', id: 'started' });
    expect((await app.reaches('started', 'Completed')).input).toBe('from an activity');
    await app.entityBecomes('started', 1);
  });
});
