import { describe, expect, it } from '@jest/globals';
import { runningApp } from './running-app';

type Row = Readonly<Record<string, unknown>>;

describe('behaviours of the status', () => {
  const app = runningApp();

  it('13 answers 202 for a live instance, 200 for one that has ended, 404 for an unknown one', async () => {
    const id = await app.start('waitsForOne');
    for (const state of ['Running', 'Suspended']) {
      if (state === 'Suspended') await app.post(`/instances/${id}/suspend?reason=x`);
      await app.reaches(id, state);
      const live = await app.ask(`/instances/${id}?taskHub=BehavioursHub`);
      expect([live.status, live.headers.get('retry-after')]).toEqual([202, '5']);
      expect(live.headers.get('location')).toBe(`${app.base}/instances/${id}?taskHub=BehavioursHub`);
    }
    const done = await app.start('chain');
    await app.reaches(done, 'Completed');
    const { status, headers } = await app.ask(`/instances/${done}`);
    expect([status, headers.get('location')]).toEqual([200, null]);
    const unknown = await app.ask('/instances/unknown');
    expect([unknown.status, unknown.text]).toEqual([404, '']);
  });

  it('14 shows exactly eight members, and the history only when asked', async () => {
    const id = await app.start('chain');
    const status = await app.ends(id);
    const members = ['name', 'instanceId', 'runtimeStatus', 'input', 'customStatus', 'output', 'createdTime'];
    expect(Object.keys(status)).toEqual([...members, 'lastUpdatedTime']);
    expect(Object.keys(await app.status(id, '?showHistory=true'))).toEqual([
      ...members,
      'lastUpdatedTime',
      'historyEvents',
    ]);
  });

  it('15 writes times in whole seconds of UTC', async () => {
    const { createdTime, lastUpdatedTime } = await app.ends(await app.start('chain'));
    for (const time of [createdTime, lastUpdatedTime]) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('16 shows the input unless told not to', async () => {
    const id = await app.start('about', { secret: 1 });
    expect([(await app.status(id)).input, (await app.status(id, '?showInput=false')).input]).toEqual([
      { secret: 1 },
      null,
    ]);
  });

  it('17 answers 200 for a failed instance, 500 when asked for', async () => {
    const id = await app.start('throws');
    await app.reaches(id, 'Failed');
    const plain = await app.ask(`/instances/${id}`);
    const asError = await app.ask(`/instances/${id}?returnInternalServerErrorOnFailure=true`);
    expect([plain.status, asError.status, asError.json]).toEqual([200, 500, plain.json]);
  });

  it('18 nests the failure of an activity in one sentence', async () => {
    const thrown = await app.ends(await app.start('throws'));
    expect(thrown.output).toBe("Orchestrator function 'throws' failed: thrown by the orchestrator");
    const nested = await app.ends(await app.start('fails', 'x'));
    expect(nested.output).toMatch(
      /^Orchestrator function 'fails' failed: Activity function 'broken' failed: {1,2}broken: x/,
    );
  });

  it('19 shows the reason of a termination, and null when nothing was returned', async () => {
    const id = await app.start('waitsForOne');
    await app.post(`/instances/${id}/terminate?reason=enough%20is%20enough`);
    expect((await app.reaches(id, 'Terminated')).output).toBe('enough is enough');
    const silent = await app.start('reports');
    await app.raise(silent, 'go', null);
    expect((await app.reaches(silent, 'Completed')).output).toBeNull();
  });

  it('20 shows the custom status while the instance runs and after its end', async () => {
    const id = await app.start('reports');
    expect((await app.reaches(id, 'Running')).customStatus).toEqual({ step: 1 });
    await app.raise(id, 'go', null);
    expect((await app.reaches(id, 'Completed')).customStatus).toBe('half');
  });

  const everything = async (query: string): Promise<readonly Row[]> => {
    const id = await app.start('everything');
    await app.raise(id, 'go', { data: 1 });
    await app.reaches(id, 'Completed');
    return (await app.status(id, `?showHistory=true${query}`)).historyEvents ?? [];
  };
  const rows = (events: readonly Row[], type: string) => events.filter(({ EventType }) => EventType === type);

  it('21 lists events by name, from ExecutionStarted to ExecutionCompleted', async () => {
    const events = await everything('');
    expect(events[0]).toMatchObject({ EventType: 'ExecutionStarted', FunctionName: 'everything' });
    expect(events.at(-1)).toMatchObject({ EventType: 'ExecutionCompleted', OrchestrationStatus: 'Completed' });
  });

  it('22 shows finished tasks in one row each and leaves the bookkeeping out', async () => {
    const events = await everything('');
    for (const type of [
      'OrchestratorStarted',
      'OrchestratorCompleted',
      'TaskScheduled',
      'SubOrchestrationInstanceCreated',
    ])
      expect(rows(events, type)).toEqual([]);
    for (const [type, name] of [
      ['TaskCompleted', 'greet'],
      ['TaskFailed', 'broken'],
      ['SubOrchestrationInstanceCompleted', 'about'],
    ] as const)
      expect(rows(events, type)).toEqual([
        expect.objectContaining({ FunctionName: name, ScheduledTime: expect.stringMatching(/^\d{4}-.*T/) }),
      ]);
    for (const event of events)
      for (const hidden of ['EventId', 'IsPlayed', 'TaskScheduledId']) expect(event).not.toHaveProperty(hidden);
  });

  it('23 shows results, as values, only when asked', async () => {
    for (const event of await everything('')) expect(event).not.toHaveProperty('Result');
    const events = await everything('&showHistoryOutput=true');
    expect(rows(events, 'TaskCompleted')[0]?.['Result']).toBe('Hello x');
    expect(rows(events, 'SubOrchestrationInstanceCompleted')[0]?.['Result']).toMatchObject({ input: null });
    expect(rows(events, 'ExecutionCompleted')[0]?.['Result']).toBe('end');
  });

  it('24 has rows for timers, events, failures and sub-orchestrations', async () => {
    const types = (await everything('')).map(({ EventType }) => EventType);
    for (const type of ['TimerCreated', 'TimerFired', 'EventRaised', 'TaskFailed', 'SubOrchestrationInstanceCompleted'])
      expect(types).toContain(type);
  });
});
